package dev.semblance;

/// An opened model. *Safe for use by many threads.*
public sealed interface Model extends AutoCloseable permits Embedder, Classifier {
  ModelCard model();

  /// Waits for what is being computed and lets go of the model. Idempotent.
  @Override
  void close();
}
