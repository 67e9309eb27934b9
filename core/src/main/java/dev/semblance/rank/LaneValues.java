package dev.semblance.rank;

import dev.semblance.collection.Candidate;
import dev.semblance.fusion.FusionRule;
import dev.semblance.fusion.RankFormula;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// What a lane gives each of its candidates, before lanes are combined.
final class LaneValues {
  private LaneValues() {}

  /// The value of a rank, from 1, and a raw score.
  interface LaneValue {
    double of(int rank, double score);
  }

  /// @param candidates at least one
  static LaneValue of(FusionRule rule, List<Candidate> candidates, double weight) {
    return switch (rule) {
      case FusionRule.OfScores scores -> {
        DoubleUnaryOperator scale = ScoreScale.of(scores.normalization(), candidates, weight);
        yield (_, score) -> scale.applyAsDouble(score);
      }
      case FusionRule.OfRanks ranks ->
          (rank, _) -> ofRank(ranks.formula(), ranks.k(), rank, weight);
    };
  }

  private static double ofRank(RankFormula formula, double k, int rank, double weight) {
    return switch (formula) {
      case RECIPROCAL -> 1 / (k + rank);
      case RELATIVE_RECIPROCAL -> (k + 1) / (k + rank);
      case STRETCHED -> 1 / (rank / weight + k - 1);
    };
  }
}
