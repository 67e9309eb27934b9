package dev.semblance.fusion;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// How the rankings of several lanes become one. A search in one lane keeps that lane's raw scores.
/// [FusionRules] has the rules with names.
public sealed interface FusionRule {
  /// Its name on the wire and on the command line.
  String name();

  Combination combination();

  /// Weights of lanes to which a search gives none.
  LaneWeights weights();

  /// Combines the lanes' scores after normalization.
  record OfScores(
      String name, Normalization normalization, Combination combination, LaneWeights weights)
      implements FusionRule {
    /// Whether another mean than its own can combine its values: they are 0 … 1.
    public boolean combinesOtherwise() {
      return switch (normalization) {
        case MIN_MAX, L2, DISTRIBUTION, OPENSEARCH_MIN_MAX ->
            combination != Combination.WEIGHTED_SUM;
        case NONE,
            Z_SCORE,
            OPENSEARCH_Z_SCORE,
            QDRANT_DBSF,
            HAYSTACK_DBSF,
            VESPA_LINEAR,
            METASPORE ->
            false;
      };
    }

    /// The same with another combination.
    public OfScores with(Combination changed) {
      return new OfScores(name, normalization, changed, weights);
    }
  }

  /// Combines values of the lanes' ranks.
  ///
  /// @param k of the formula, above 0
  record OfRanks(
      String name, RankFormula formula, double k, Combination combination, LaneWeights weights)
      implements FusionRule {
    public OfRanks {
      if (!(k > 0) || Double.isInfinite(k)) {
        throw new SemblanceException(
            Fault.INVALID, "the `k` of `%s` must be above 0. Given: %s".formatted(name, k));
      }
    }

    /// The same with another `k`.
    public OfRanks withK(double changed) {
      return new OfRanks(name, formula, changed, combination, weights);
    }
  }
}
