/// The HTTP server: route table, settings, and the pipeline of every request.
@NullMarked
package dev.semblance.server.http;

import org.jspecify.annotations.NullMarked;
