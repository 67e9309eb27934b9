package dev.semblance.engine.head;

import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.vector.Linear;

/// The rows of one input in a batch's hidden states. A view: the array belongs to the batch.
///
/// @param hidden of the whole batch
/// @param first the input's first row
/// @param count of its rows: `t`, or 1 where only the first was computed
/// @param tokens the input's tokens
/// @param cores how many cores a head may use on it, from 1
public record TokenVectors(Hidden hidden, int first, int count, TokenSequence tokens, int cores) {

  /// Rows `from` … `to − 1`; the prompt's rows count as such only if the part begins with them.
  public TokenVectors part(int from, int to) {
    return new TokenVectors(
        hidden, first + from, to - from, from == 0 ? tokens : tokens.afterPrompt(0), cores);
  }

  /// `d`.
  public int width() {
    return hidden.width();
  }

  float at(int token, int dimension) {
    return hidden.values()[(first + token) * hidden.width() + dimension];
  }

  /// Row `token` and the `rows − 1` after it.
  Linear.RowBlock rows(int token, int rows) {
    return new Linear.RowBlock(hidden.values(), first + token, rows);
  }
}
