package dev.semblance.server.service;

import dev.semblance.SemblanceException;
import java.util.function.Supplier;

/// The words text-embeddings-inference puts before a fault, on both its protocols, because its
/// clients match on them.
final class Wording {
  private Wording() {}

  /// Runs what stands behind the tokenizer.
  static <T> T behindTheTokenizer(Supplier<T> work) {
    try {
      return work.get();
    } catch (SemblanceException e) {
      String worded =
          switch (e.fault()) {
            case INVALID, EMPTY, TOO_LARGE -> "Input validation error: " + e.getMessage();
            case UNSUPPORTED, BROKEN_MODEL, INTERNAL -> "Backend error: " + e.getMessage();
            case UNTOKENIZABLE -> "tokenizer error " + e.getMessage();
            case OVERLOADED -> "Model is overloaded";
            case NOT_FOUND, CANCELLED, CORRUPT_INDEX, DISK_FULL -> e.getMessage();
          };
      throw e.reworded(worded);
    }
  }
}
