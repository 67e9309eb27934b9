/// HTTP/1.1 connections on Jetty: header deadline, and detection of clients that hang up.
@NullMarked
package dev.semblance.server.http.connection;

import org.jspecify.annotations.NullMarked;
