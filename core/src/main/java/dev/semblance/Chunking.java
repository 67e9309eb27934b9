package dev.semblance;

/// How a text is cut into windows of tokens. Immutable.
///
/// A window ends before a word that does not fit, unless the word alone fills half of the window.
///
/// @param tokens of a window at most, from 1; special tokens and the prompt are not counted
/// @param overlap tokens that a window shares with the one before it, 0 … tokens − 1
/// @param late whether the model reads as much of the text as fits in one pass and each window's
///   tokens are pooled afterwards, with their context (Günther et al. 2024, "Late Chunking");
///   otherwise each window is read separately
/// @param pool how the windows' vectors are combined
public record Chunking(int tokens, int overlap, boolean late, Pool pool) {
  /// How the vectors of a text's windows are combined.
  public enum Pool {
    /// One vector for each window.
    NONE,
    /// Their mean at length 1, weighted by tokens.
    MEAN,
    /// The largest of each dimension, at length 1.
    MAX
  }

  /// @throws SemblanceException INVALID when a window has no tokens, or overlaps completely
  public Chunking {
    var _ = new WindowSize(tokens, overlap);
  }

  /// How long the windows are.
  public WindowSize size() {
    return new WindowSize(tokens, overlap);
  }
}
