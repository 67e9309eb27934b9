package dev.semblance.server.trace;

import org.jspecify.annotations.Nullable;

/// Starts the traces of requests and exports them. *Safe for use by many threads.*
public interface Tracing extends AutoCloseable {
  /// Records nothing.
  Tracing OFF = (_, _) -> Trace.NONE;

  /// Starts the trace of a request that arrives.
  ///
  /// @param headers of HTTP, or metadata of gRPC; W3C Trace Context in them names the parent span
  Trace begin(RequestKind kind, Headers headers);

  /// Exports the remaining spans, within a time limit.
  @Override
  default void close() {}

  /// Headers of a request.
  interface Headers {
    /// @param name in lower case
    @Nullable String value(String name);
  }
}
