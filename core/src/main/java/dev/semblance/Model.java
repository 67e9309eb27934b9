package dev.semblance;

/// An opened model. *Safe for use by many threads.*
public sealed interface Model extends AutoCloseable permits Embedder, Classifier {
  ModelCard card();

  /// How it reads text.
  ///
  /// @throws SemblanceException UNSUPPORTED when it keeps its tokens to itself
  default Tokenizer tokenizer() {
    throw new SemblanceException(
        Fault.UNSUPPORTED, "model " + card().id() + " does not show how it reads text");
  }

  /// What it has computed, and what waits for it.
  default Workload workload() {
    return Workload.NONE;
  }

  /// Waits for what is being computed and lets go of the model. Idempotent.
  @Override
  void close();
}
