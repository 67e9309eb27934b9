/// HTTP/1.1 connections on Jetty: header deadline, busy-wait for the next request, hang-up
/// detection.
@NullMarked
package dev.semblance.server.http.connection;

import org.jspecify.annotations.NullMarked;
