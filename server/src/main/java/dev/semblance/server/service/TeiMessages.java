package dev.semblance.server.service;

import dev.semblance.SemblanceException;
import java.util.function.Supplier;

/// The words text-embeddings-inference puts before a fault, on both its protocols, because its
/// clients match on them.
final class TeiMessages {
  private TeiMessages() {}

  /// Runs what stands behind the tokenizer.
  static <T> T reworded(Supplier<T> work) {
    try {
      return work.get();
    } catch (SemblanceException e) {
      throw of(e);
    }
  }

  /// A fault as clients are told it.
  static SemblanceException of(SemblanceException e) {
    return e.reworded(
        switch (e.fault()) {
          case INVALID, EMPTY, TOO_LARGE -> "Input validation error: " + e.words();
          case UNSUPPORTED, BROKEN_MODEL, INTERNAL -> "Backend error: " + e.words();
          case UNTOKENIZABLE -> "tokenizer error " + e.words();
          case OVERLOADED -> "Model is overloaded";
          case NOT_FOUND, CANCELLED, CORRUPT_INDEX, DISK_FULL -> e.words();
        });
  }
}
