package dev.semblance;

/// How long chunks are.
///
/// @param tokens at most, from 1; special tokens and the prompt are not counted
/// @param overlap tokens that a chunk shares with the one before it, 0 … tokens − 1
public record WindowSize(int tokens, int overlap) {
  /// @throws SemblanceException INVALID when a chunk has no tokens, or overlaps completely
  public WindowSize {
    if (tokens < 1) {
      throw new SemblanceException(
          Fault.INVALID, "a chunk's `tokens` must be at least 1. Given: " + tokens);
    }
    if (overlap < 0 || overlap >= tokens) {
      throw new SemblanceException(
          Fault.INVALID,
          "a chunk's `overlap` must be from 0 to less than its `tokens`. Given: %d of %d"
              .formatted(overlap, tokens));
    }
  }
}
