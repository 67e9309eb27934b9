package dev.semblance.server.access;

/// One request's time inside, and what its key may ask for meanwhile. *Safe for use by many
/// threads.*
public interface Permit extends Quota, AutoCloseable {
  /// The name of the key it came in with; empty where none is asked for.
  String keyName();

  /// Asks for one more request within a call that brings many, as a stream does.
  ///
  /// @return whether the key's rate of requests allows it
  boolean more();

  /// Ends it. Idempotent.
  @Override
  void close();
}
