package dev.semblance.rank;

import dev.semblance.Embedded;
import dev.semblance.Fault;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/// The similarity of query and passage by each kind of embedding, and by several together: their
/// weighted mean.
///
/// Source: Chen et al. 2024, "BGE M3-Embedding", and the project's `compute_score`.
///
/// @param kinds the score of each kind that both have
public record HybridScore(Map<Output, Double> kinds) {
  /// The kinds whose scores can be averaged.
  public static final Set<Output> COMPARABLE =
      Set.of(Output.DENSE, Output.SPARSE, Output.MULTI_VECTOR);

  public HybridScore {
    kinds = Map.copyOf(kinds);
  }

  /// Weight of each kind, from 0.
  public record KindWeights(double dense, double sparse, double colbert) {
    public static final KindWeights EQUAL = new KindWeights(1, 1, 1);

    public KindWeights {
      if (!(dense >= 0 && sparse >= 0 && colbert >= 0)
          || Double.isInfinite(dense + sparse + colbert)) {
        throw new SemblanceException(
            Fault.INVALID,
            "`weights` must be numbers from 0. Given: [%s, %s, %s]"
                .formatted(dense, sparse, colbert));
      }
    }

    private double of(Output kind) {
      return switch (kind) {
        case DENSE -> dense;
        case SPARSE -> sparse;
        case MULTI_VECTOR -> colbert;
        case TOKENS -> 0;
      };
    }
  }

  /// Compares a query and a passage by every comparable kind that both have.
  public static HybridScore of(Embedded query, Embedded passage) {
    Map<Output, Double> kinds = new EnumMap<>(Output.class);
    for (Output kind : COMPARABLE) {
      if (query.outputs().containsKey(kind) && passage.outputs().containsKey(kind)) {
        kinds.put(kind, Similarity.of(query.of(kind), passage.of(kind)));
      }
    }
    return new HybridScore(kinds);
  }

  /// Σ wₖ·sₖ / Σ wₖ over the given kinds; empty when one of them has no score, or none has weight.
  public OptionalDouble mean(KindWeights weights, Set<Output> over) {
    double weight = over.stream().mapToDouble(weights::of).sum();
    OptionalDouble sum = sum(weights, over);
    return weight == 0 || sum.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(sum.getAsDouble() / weight);
  }

  /// Σ wₖ·sₖ over the given kinds; empty when one of them has no score.
  public OptionalDouble sum(KindWeights weights, Set<Output> over) {
    double sum = 0;
    for (Output kind : over) {
      Double score = kinds.get(kind);
      if (score == null) {
        return OptionalDouble.empty();
      }
      sum += weights.of(kind) * score;
    }
    return OptionalDouble.of(sum);
  }
}
