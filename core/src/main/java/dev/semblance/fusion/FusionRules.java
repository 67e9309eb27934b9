package dev.semblance.fusion;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.fusion.FusionRule.OfRanks;
import dev.semblance.fusion.FusionRule.OfScores;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The rules of fusion by their names: ours, then those of other systems, whose scores they
/// reproduce. docs/reference/search.md has the formulas.
public final class FusionRules {
  /// The `k` of reciprocal rank fusion in most systems.
  private static final double K = 60;

  private static final LaneWeights HALVES = LaneWeights.fixed(0.5, 0.5);

  /// Weaviate's `alpha` of 0.75 is the weight of vectors.
  private static final LaneWeights WEAVIATE = LaneWeights.fixed(0.75, 0.25);

  /// MetaSpore's level of vectors; without one of its own, a lane is on the same.
  private static final LaneWeights LEVELS = LaneWeights.fixed(3, 3);

  private static final List<FusionRule> ALL =
      List.of(
          own("min-max", Normalization.MIN_MAX),
          own("z-score", Normalization.Z_SCORE),
          own("l2", Normalization.L2),
          own("distribution", Normalization.DISTRIBUTION),
          reciprocal("rrf", LaneWeights.EQUAL),
          mean("opensearch-min-max", Normalization.OPENSEARCH_MIN_MAX),
          mean("opensearch-l2", Normalization.L2),
          mean("opensearch-z-score", Normalization.OPENSEARCH_Z_SCORE),
          reciprocal("opensearch-rrf", LaneWeights.EQUAL),
          reciprocal("elasticsearch-rrf", LaneWeights.EQUAL),
          sum("elasticsearch-linear", Normalization.NONE, LaneWeights.EQUAL),
          sum("elasticsearch-linear-min-max", Normalization.MIN_MAX, LaneWeights.EQUAL),
          sum("elasticsearch-linear-l2", Normalization.L2, LaneWeights.EQUAL),
          reciprocal("weaviate-ranked", WEAVIATE),
          sum("weaviate-relative", Normalization.MIN_MAX, WEAVIATE),
          new OfRanks("qdrant-rrf", RankFormula.STRETCHED, 2, Combination.SUM, LaneWeights.EQUAL),
          sum("qdrant-dbsf", Normalization.QDRANT_DBSF, LaneWeights.EQUAL),
          new OfRanks(
              "haystack-rrf",
              RankFormula.RELATIVE_RECIPROCAL,
              K,
              Combination.ARITHMETIC_MEAN,
              LaneWeights.EQUAL),
          new OfScores(
              "haystack-dbsf", Normalization.HAYSTACK_DBSF, Combination.MAXIMUM, LaneWeights.EQUAL),
          sum("vespa-linear", Normalization.VESPA_LINEAR, LaneWeights.EQUAL),
          reciprocal("vespa-rrf", LaneWeights.EQUAL),
          reciprocal("marqo-rrf", HALVES),
          new OfScores("metaspore", Normalization.METASPORE, Combination.MAXIMUM, LEVELS));

  private static final Map<String, FusionRule> BY_NAME =
      ALL.stream().collect(Collectors.toUnmodifiableMap(FusionRule::name, Function.identity()));

  /// Min-max, 0.4 dense and 0.1 to 0.9 lexical.
  public static final FusionRule DEFAULT = named("min-max");

  private FusionRules() {}

  /// The names, ours first.
  public static List<String> names() {
    return ALL.stream().map(FusionRule::name).toList();
  }

  /// @throws SemblanceException INVALID for an unknown name
  public static FusionRule named(String name) {
    FusionRule rule = BY_NAME.get(name);
    if (rule == null) {
      throw new SemblanceException(
          Fault.INVALID,
          "`fusion` must be one of %s. Given: `%s`"
              .formatted(names().stream().collect(Collectors.joining("`, `", "`", "`")), name));
    }
    return rule;
  }

  private static FusionRule own(String name, Normalization normalization) {
    return new OfScores(name, normalization, Combination.ARITHMETIC_MEAN, LaneWeights.MEASURED);
  }

  private static FusionRule mean(String name, Normalization normalization) {
    return new OfScores(name, normalization, Combination.ARITHMETIC_MEAN, HALVES);
  }

  private static FusionRule sum(String name, Normalization normalization, LaneWeights weights) {
    return new OfScores(name, normalization, Combination.WEIGHTED_SUM, weights);
  }

  private static FusionRule reciprocal(String name, LaneWeights weights) {
    return new OfRanks(name, RankFormula.RECIPROCAL, K, Combination.WEIGHTED_SUM, weights);
  }
}
