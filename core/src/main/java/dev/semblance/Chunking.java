package dev.semblance;

/// How a text is cut into windows of tokens. Immutable.
///
/// A window ends before a word or a sentence that does not fit, unless the word alone fills half of
/// the window, or the sentence all of it.
///
/// @param tokens of a window at most, from 1; special tokens and the prompt are not counted;
///   [#LONGEST] for as many as the model reads
/// @param overlap tokens that a window shares with the one before it, 0 … tokens − 1; between
///   sentences those that fit whole
/// @param late whether the model reads as much of the text as fits in one pass and each window's
///   tokens are pooled afterwards, with their context (Günther et al. 2024, "Late Chunking");
///   otherwise each window is read separately
/// @param pool how the windows' vectors are combined
/// @param boundary where windows end
public record Chunking(int tokens, int overlap, boolean late, Pool pool, Boundary boundary) {
  /// Tokens of a window that has as many as the model reads.
  public static final int LONGEST = Integer.MAX_VALUE;

  /// How the vectors of a text's windows are combined.
  public enum Pool {
    /// One vector for each window.
    NONE,
    /// Their mean at length 1, weighted by tokens.
    MEAN,
    /// The largest of each dimension, at length 1.
    MAX
  }

  /// Where windows begin and end.
  public enum Boundary {
    /// Between words.
    WORD,
    /// Between sentences; within one that is longer than a window, between words.
    SENTENCE
  }

  /// @throws SemblanceException INVALID when a window has no tokens, or overlaps completely
  public Chunking {
    var _ = new WindowSize(tokens, overlap);
  }

  /// How long the windows are.
  public WindowSize size() {
    return new WindowSize(tokens, overlap);
  }

  /// Windows that end between words.
  public Chunking(int tokens, int overlap, boolean late, Pool pool) {
    this(tokens, overlap, late, pool, Boundary.WORD);
  }

  /// Windows that end between sentences, each read separately, with a vector each.
  public static Chunking passages(int tokens, int overlap) {
    return new Chunking(tokens, overlap, false, Pool.NONE, Boundary.SENTENCE);
  }
}
