package dev.semblance.server.service;

import dev.semblance.SemblanceException;
import java.util.function.Supplier;

/// Marks the faults that a model finds, from the tokenizer on: text-embeddings-inference has
/// messages of its own for them, on its protocols and in its metrics.
final class ModelFaults {
  private ModelFaults() {}

  /// Runs an action of a model; its faults are marked.
  ///
  /// @throws SemblanceException those of the action
  static <T> T marked(Supplier<T> work) {
    try {
      return work.get();
    } catch (SemblanceException e) {
      throw e.ofModel();
    }
  }
}
