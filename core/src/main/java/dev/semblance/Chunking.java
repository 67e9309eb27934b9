package dev.semblance;

/// How a text is cut into windows of tokens. Immutable.
///
/// A window ends early rather than in the middle of a word, unless the word alone fills half of it.
///
/// @param tokens of a window at most, from 1; special tokens and the prompt are not counted
/// @param overlap tokens that a window shares with the one before it, 0 … tokens − 1
/// @param late whether the model reads as much of the text as it can in one pass, and each window's
///   tokens are pooled after it, so that they know what stands around them (Günther et al. 2024,
///   "Late Chunking"); otherwise each window is read as a text of its own
/// @param pool what becomes of the windows' vectors
public record Chunking(int tokens, int overlap, boolean late, Pool pool) {
  /// What becomes of the vectors of a text's windows.
  public enum Pool {
    /// Each is kept.
    NONE,
    /// Their mean at length 1, weighted by tokens.
    MEAN,
    /// The largest of each dimension, at length 1.
    MAX
  }

  /// @throws SemblanceException INVALID when a window has no tokens, or shares all of them
  public Chunking {
    if (tokens < 1) {
      throw new SemblanceException(
          Fault.INVALID, "a chunk's `tokens` must be at least 1. Given: " + tokens);
    }
    if (overlap < 0 || overlap >= tokens) {
      throw new SemblanceException(
          Fault.INVALID,
          "a chunk's `overlap` must be from 0 to less than its `tokens`. Given: "
              + overlap
              + " of "
              + tokens);
    }
  }
}
