/// Follows requests across services: spans told over OTLP, with the parents that clients name.
@NullMarked
package dev.semblance.server.trace;

import org.jspecify.annotations.NullMarked;
