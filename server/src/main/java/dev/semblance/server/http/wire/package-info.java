/// What every route is made of: request and reply, bounded bodies, error bodies, and the one switch
/// from faults to status codes.
@NullMarked
package dev.semblance.server.http.wire;

import org.jspecify.annotations.NullMarked;
