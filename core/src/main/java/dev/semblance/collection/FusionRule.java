package dev.semblance.collection;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// How the rankings of several lanes become one. A search in one lane keeps that lane's raw scores.
public sealed interface FusionRule {
  /// Reciprocal rank fusion with k = 60.
  FusionRule DEFAULT = new Rrf(60);

  /// Σ weight / (k + rank) over the lanes that found the document.
  ///
  /// Source: Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and
  /// individual Rank Learning Methods", SIGIR 2009; k = 60 is from there.
  ///
  /// @param k reduces the difference between the first ranks; above 0
  record Rrf(double k) implements FusionRule {
    public Rrf {
      if (!(k > 0) || Double.isInfinite(k)) {
        throw new SemblanceException(Fault.INVALID, "the `k` of RRF must be above 0. Given: " + k);
      }
    }
  }
}
