package dev.semblance.fusion;

/// What a rank in a lane is worth. Ranks `r` count from 1; `k` reduces the difference between the
/// first ranks; `w` is the lane's weight.
public enum RankFormula {
  /// `1 / (k + r)`.
  ///
  /// Source: Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and
  /// individual Rank Learning Methods", SIGIR 2009; k = 60 is from there.
  RECIPROCAL,

  /// `(k + 1) / (k + r)`: 1 for the first rank, as Haystack scales its sum.
  RELATIVE_RECIPROCAL,

  /// `1 / (r / w + k − 1)`: the weight stretches the ranks, as in Qdrant.
  STRETCHED
}
