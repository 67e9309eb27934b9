package dev.semblance.rank;

import dev.semblance.collection.Candidate;
import dev.semblance.fusion.LaneWeights;
import dev.semblance.query.Lane;
import java.util.List;

/// The weight of a lane for one query.
final class LaneWeighing {
  /// The candidate with which the best is compared: the last of a usual page.
  private static final int COMPARED = 10;

  /// By it the share is 1 from a margin of 0.72, where the tenth best has 28 % of the best score.
  private static final double FACTOR = 8.0 / 3;

  /// The least share, so that words decide between documents with and without them even where ten
  /// have the same score.
  private static final double LEAST = 1.0 / 9;

  private LaneWeighing() {}

  /// The lane's own weight, or the usual one of its kind.
  static double weight(Ranking ranking, LaneWeights usual) {
    double ofKind =
        switch (ranking.lane()) {
          case Lane.DenseVectors _ -> usual.dense();
          case Lane.Lexical _ ->
              usual.lexical() * (usual.byMargin() ? share(ranking.candidates()) : 1);
        };
    return ranking.lane().settings().weight().orElse(ofKind);
  }

  /// `8/3 · m³`, at least 1/9 and at most 1, where `m = 1 − s₁₀ / s₁` is the margin of the best
  /// score over the tenth best. BM25 has a true zero, so that its ratios mean something; the tenth
  /// best is 0 where there are fewer.
  private static double share(List<Candidate> candidates) {
    if (candidates.size() < COMPARED) {
      return 1;
    }
    double margin = 1 - candidates.get(COMPARED - 1).score() / candidates.getFirst().score();
    return Math.clamp(FACTOR * margin * margin * margin, LEAST, 1);
  }
}
