package dev.semblance.collection;

/// The result of writing one document.
public sealed interface Outcome permits Outcome.Accepted, Refused {
  /// The document is on disk and found by searches from now on.
  ///
  /// @param truncatedAt tokens that its vector covers, where its text has more; 0 where the vector
  ///   covers all, or came with the document. The lexical lane finds every word either way
  /// @param passages that its text was cut into, each with a vector; 1 for a whole text
  record Accepted(String id, int truncatedAt, int passages) implements Outcome {
    /// A document whose vector covers its whole text.
    public Accepted(String id) {
      this(id, 0, 1);
    }

    public boolean truncated() {
      return truncatedAt > 0;
    }
  }
}
