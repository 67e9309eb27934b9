package dev.semblance.collection;

/// The result of writing one document.
public sealed interface Outcome permits Outcome.Accepted, Refused {
  /// The document is on disk and found by searches from now on.
  record Accepted(String id) implements Outcome {}
}
