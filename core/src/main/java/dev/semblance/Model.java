package dev.semblance;

/// An opened model. *Safe for use by many threads.*
public sealed interface Model extends AutoCloseable permits Embedder, Classifier {
  ModelCard card();

  /// The model's tokenizer.
  ///
  /// @throws SemblanceException UNSUPPORTED when it offers none
  default Tokenizer tokenizer() {
    throw new SemblanceException(
        Fault.UNSUPPORTED, "model " + card().shownName() + " does not show how it reads text");
  }

  /// What it has computed, and what is queued.
  default Workload workload() {
    return Workload.NONE;
  }

  /// Waits for running computations and releases the model. Idempotent.
  @Override
  void close();
}
