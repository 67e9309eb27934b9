/// What every route is made of: JSON read and written, bodies bounded, errors worded, and the one
/// switch from faults to status codes.
@NullMarked
package dev.semblance.server.http.wire;

import org.jspecify.annotations.NullMarked;
