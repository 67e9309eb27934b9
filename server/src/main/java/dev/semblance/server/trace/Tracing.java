package dev.semblance.server.trace;

import org.jspecify.annotations.Nullable;

/// Follows requests, and tells whoever collects traces of them. *Safe for use by many threads.*
public interface Tracing extends AutoCloseable {
  /// Nobody collects.
  Tracing OFF = (_, _) -> Trace.NONE;

  /// A request came.
  ///
  /// @param headers of HTTP, or metadata of gRPC; those of W3C Trace Context name the parent
  Trace begin(RequestKind asked, Headers headers);

  /// Tells what is not told yet, and waits for that a bounded time.
  @Override
  default void close() {}

  /// What came with a request.
  interface Headers {
    /// @param name in lower case
    @Nullable String value(String name);
  }
}
