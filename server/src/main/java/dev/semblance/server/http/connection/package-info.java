/// HTTP connections on Jetty: header deadline, busy-wait for the next request, hang-up detection,
/// HTTP/2.
@NullMarked
package dev.semblance.server.http.connection;

import org.jspecify.annotations.NullMarked;
