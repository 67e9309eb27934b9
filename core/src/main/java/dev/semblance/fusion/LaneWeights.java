package dev.semblance.fusion;

/// Weights of lanes to which a search gives none.
public record LaneWeights(double dense, double lexical) {
  /// 1 for every lane.
  public static final LaneWeights EQUAL = new LaneWeights(1, 1);

  /// docs/concepts/hybrid-search.md has the figures by which they were chosen.
  public static final LaneWeights MEASURED = new LaneWeights(0.4, 0.6);
}
