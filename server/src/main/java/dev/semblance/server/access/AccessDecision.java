package dev.semblance.server.access;

/// What the door says to a request.
public sealed interface AccessDecision {
  /// Come in; the visit must be closed when the request is answered.
  record Admitted(Permit permit) implements AccessDecision {}

  /// The key is missing or wrong.
  record KeyRejected() implements AccessDecision {}

  /// The key's allowance is used up.
  ///
  /// @param why which limit, and what it is
  record LimitReached(String why) implements AccessDecision {}

  /// The server stops, and answers only whoever is inside.
  record Closing() implements AccessDecision {}
}
