package dev.semblance.server.service.tei;

import dev.semblance.SemblanceException;

/// Error messages of text-embeddings-inference, on both its protocols, because its clients match on
/// them: only faults that a model finds have prefixes; those of models' names, batch sizes and
/// quotas have none.
public final class TeiMessages {
  private TeiMessages() {}

  /// Whether an EMPTY or INVALID fault was found while inputs were tokenized. `dimensions` has the
  /// prefix of such faults too, and is a fault of the request.
  static boolean isOfInputs(SemblanceException e) {
    return e.isOfModel() && !e.words().startsWith("`dimensions`");
  }

  /// A fault with its message.
  public static SemblanceException of(SemblanceException e) {
    if (!e.isOfModel()) {
      return e;
    }
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
