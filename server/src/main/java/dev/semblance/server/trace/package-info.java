/// Traces of requests across services: OpenTelemetry spans over OTLP, with the parent spans of
/// clients.
@NullMarked
package dev.semblance.server.trace;

import org.jspecify.annotations.NullMarked;
