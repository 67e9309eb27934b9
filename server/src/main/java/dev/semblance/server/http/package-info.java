/// The HTTP server: its table of routes, its settings, and the gate every request passes.
@NullMarked
package dev.semblance.server.http;

import org.jspecify.annotations.NullMarked;
