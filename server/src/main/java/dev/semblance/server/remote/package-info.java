/// Collections of a running server, over HTTP.
@NullMarked
package dev.semblance.server.remote;

import org.jspecify.annotations.NullMarked;
