package dev.semblance.engine.input;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// How much one call may give to the tokenizer library, whose work is in proportion and cannot be
/// cancelled.
///
/// @param characters UTF-16 units of a text; a longer one is cut or refused
/// @param wholeTexts the same, of texts that are read whole, whatever the model reads
/// @param ids token ids of a text
record TextLimits(int characters, int wholeTexts, int ids) {
  /// For each token that the model reads; text-embeddings-inference's limit.
  private static final int PER_TOKEN = 250;

  /// @param maxTokens that the model reads
  /// @param readable UTF-16 units that the tokenizer can read
  static TextLimits of(int maxTokens, int readable) {
    int most = (int) Math.min(readable, (long) PER_TOKEN * maxTokens);
    return new TextLimits(most, readable, most);
  }

  /// @throws SemblanceException INVALID
  void requireIds(int count) {
    if (count > ids) {
      throw new SemblanceException(
          Fault.INVALID, "`ids` must have at most %d token ids. Given: %d".formatted(ids, count));
    }
  }
}
