package dev.semblance.engine.head;

import dev.semblance.engine.input.TokenSequence;
import dev.semblance.vector.Linear;

/// The rows of one input in a batch's hidden states. A view: the array belongs to the batch.
///
/// @param values hidden states of the whole batch
/// @param first the input's first row
/// @param count how many rows it has: `t`, or 1 where only the first was computed
/// @param width `d`
/// @param tokens the input's tokens
public record TokenVectors(float[] values, int first, int count, int width, TokenSequence tokens) {

  /// Rows `from` … `to − 1` alone. Those of a prompt count as such only where it begins them.
  public TokenVectors part(int from, int to) {
    return new TokenVectors(
        values, first + from, to - from, width, from == 0 ? tokens : tokens.afterPrompt(0));
  }

  float at(int token, int dimension) {
    return values[(first + token) * width + dimension];
  }

  /// Row `token` and the `rows − 1` after it.
  Linear.Rows rows(int token, int rows) {
    return new Linear.Rows(values, first + token, rows);
  }
}
