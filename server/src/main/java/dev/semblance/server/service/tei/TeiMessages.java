package dev.semblance.server.service.tei;

import dev.semblance.SemblanceException;
import java.util.function.Supplier;

/// Prefixes of text-embeddings-inference's error messages, on both its protocols, because its
/// clients match on them. Applied here rather than by each dialect, because only faults from the
/// tokenizer on have them: those of models, batch sizes and quotas have none.
public final class TeiMessages {
  private static final String OF_INPUTS = "Input validation error: ";

  private TeiMessages() {}

  /// Whether an EMPTY or INVALID fault was found while inputs were tokenized, so that the prefix
  /// precedes it. `dimensions` has the prefix too, and is a fault of the request.
  static boolean isOfInputs(SemblanceException e) {
    return e.words().startsWith(OF_INPUTS)
        && !e.words().startsWith("`dimensions`", OF_INPUTS.length());
  }

  /// Runs an action from the tokenizer on; its faults get the prefixes.
  public static <T> T reworded(Supplier<T> work) {
    try {
      return work.get();
    } catch (SemblanceException e) {
      throw of(e);
    }
  }

  /// A fault with its prefix.
  public static SemblanceException of(SemblanceException e) {
    return e.reworded(
        switch (e.fault()) {
          case INVALID, EMPTY, TOO_LARGE -> OF_INPUTS + e.words();
          case UNSUPPORTED, BROKEN_MODEL, INTERNAL -> "Backend error: " + e.words();
          case UNTOKENIZABLE -> "tokenizer error " + e.words();
          case OVERLOADED -> "Model is overloaded";
          case NOT_FOUND, CANCELLED, CORRUPT_INDEX, DISK_FULL -> e.words();
        });
  }
}
