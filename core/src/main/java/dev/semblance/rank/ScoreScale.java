package dev.semblance.rank;

import dev.semblance.collection.Candidate;
import dev.semblance.fusion.Normalization;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/// The normalization of one lane's scores: [Normalization] has the formulas.
final class ScoreScale {
  /// OpenSearch's least score of a document that was found.
  private static final double OPENSEARCH_LEAST = 0.001;

  private ScoreScale() {}

  /// The normalized value of a raw score of these candidates.
  ///
  /// @param candidates at least one
  /// @param level the lane's weight, which MetaSpore adds
  static DoubleUnaryOperator of(
      Normalization normalization, List<Candidate> candidates, double level) {
    ScoreStatistics lane = ScoreStatistics.of(candidates);
    return switch (normalization) {
      case NONE -> score -> score;
      case MIN_MAX -> linear(lane.low(), lane.spread(), 1);
      case Z_SCORE -> linear(lane.low(), lane.deviation(), 1);
      case L2 -> linear(0, lane.norm(), 0);
      case DISTRIBUTION -> {
        DoubleUnaryOperator unbounded = threeSigma(lane, lane.deviation(), 1);
        yield score -> Math.clamp(unbounded.applyAsDouble(score), 0, 1);
      }
      case OPENSEARCH_MIN_MAX -> atLeast(linear(lane.low(), lane.spread(), 1));
      case OPENSEARCH_Z_SCORE -> {
        DoubleUnaryOperator zScore = atLeast(linear(lane.mean(), lane.sampleDeviation(), 0));
        yield score -> score == lane.mean() ? lane.high() : zScore.applyAsDouble(score);
      }
      case QDRANT_DBSF -> threeSigma(lane, lane.sampleDeviation(), 0.5);
      case HAYSTACK_DBSF -> threeSigma(lane, lane.deviation(), 0);
      case VESPA_LINEAR -> linear(lane.low(), lane.spread(), 0.5);
      case METASPORE -> score -> score / (lane.high() + 0.001) + level;
    };
  }

  private static DoubleUnaryOperator threeSigma(
      ScoreStatistics lane, double deviation, double flat) {
    return linear(lane.mean() - 3 * deviation, 6 * deviation, flat);
  }

  /// @param flat the value of every score where `unit` is 0
  private static DoubleUnaryOperator linear(double zero, double unit, double flat) {
    return score -> unit == 0 ? flat : (score - zero) / unit;
  }

  private static DoubleUnaryOperator atLeast(DoubleUnaryOperator scale) {
    return score -> {
      double value = scale.applyAsDouble(score);
      return value <= 0 ? OPENSEARCH_LEAST : value;
    };
  }
}
