package dev.semblance.fusion;

/// Weights of lanes to which a search gives none.
///
/// @param dense of the dense lane
/// @param lexical of the lexical lane, or the most it can be
/// @param byMargin whether the lexical lane's weight falls where its best candidate does not stand
///   out, to a ninth: where many documents have the words of the query, words decide little
public record LaneWeights(double dense, double lexical, boolean byMargin) {
  /// 1 for every lane.
  public static final LaneWeights EQUAL = fixed(1, 1);

  /// Words 0.1 … 0.9: docs/concepts/hybrid-search.md has the figures by which they were chosen.
  public static final LaneWeights MEASURED = new LaneWeights(0.4, 0.9, true);

  /// The same for every query.
  public static LaneWeights fixed(double dense, double lexical) {
    return new LaneWeights(dense, lexical, false);
  }
}
