package dev.semblance.server.access;

/// One request's time inside. *Safe for use by many threads.*
public interface Visit extends AutoCloseable {
  /// The name of the key it came in with; empty where none is asked for.
  String keyName();

  /// Asks for one more piece of work within a request that brings many, as a stream does.
  ///
  /// @return whether the key's rate allows it
  boolean more();

  /// Ends it. Idempotent.
  @Override
  void close();
}
