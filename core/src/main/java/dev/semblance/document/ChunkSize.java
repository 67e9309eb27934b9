package dev.semblance.document;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// How long the passages are that a text field is cut into. Immutable.
///
/// @param tokens of a passage at most, 8 … 32,768, and no more than the model reads beside its
///   prompt and special tokens
/// @param overlap tokens that a passage shares with the one before it: the sentences that fit into
///   them whole; 0 … half of `tokens`
public record ChunkSize(int tokens, int overlap) {
  private static final int LEAST = 8;
  private static final int MOST = 32_768;

  public ChunkSize {
    if (tokens < LEAST || tokens > MOST) {
      throw new SemblanceException(
          Fault.INVALID,
          "a chunk's `tokens` must be between %d and %d. Given: %d".formatted(LEAST, MOST, tokens));
    }
    if (overlap < 0 || overlap > tokens / 2) {
      throw new SemblanceException(
          Fault.INVALID,
          "a chunk's `overlap` must be between 0 and half of its `tokens`. Given: %d of %d"
              .formatted(overlap, tokens));
    }
  }
}
