package dev.semblance.server.access;

/// Decision on a request.
public sealed interface AccessDecision {
  /// The request is admitted; the permit is closed when it is answered.
  record Admitted(Permit permit) implements AccessDecision {}

  /// The key is missing or wrong.
  record KeyRejected() implements AccessDecision {}

  /// The key does not have the right that the request needs.
  ///
  /// @param why the key's name, the right and the remedy
  record RightMissing(String why) implements AccessDecision {}

  /// A limit of the key is reached.
  ///
  /// @param why the limit and its value
  record LimitReached(String why) implements AccessDecision {}

  /// The server is stopping; only requests in progress are answered.
  record Closing() implements AccessDecision {}
}
