package dev.semblance.collection;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a [CollectionStore] looks up for one lane: the query after embedding or analysis.
public sealed interface LaneQuery {

  /// The documents whose vectors have the largest cosine with a query vector; of a document with
  /// several passages the best counts. A store may approximate: miss some of them, never score one
  /// differently.
  ///
  /// @param vector name of the vector
  /// @param query `[k]`, length 1
  /// @param excluded documents that meet one of these are left out
  record Nearest(String vector, float[] query, List<WordClause> excluded) implements LaneQuery {
    public Nearest {
      excluded = List.copyOf(excluded);
    }

    /// The nearest of all documents.
    public Nearest(String vector, float[] query) {
      this(vector, query, List.of());
    }
  }

  /// The documents that have all of `required`, none of `excluded`, and at least `minimum` of
  /// `optional`; where nothing is required, at least one of them. Their score is the sum of those
  /// of the required and optional clauses that they meet:
  ///
  /// ```
  /// clause(field)  = weight · max over alternatives a of a.weight · idf · tf / (tf + norm)
  /// score          = Σ clause(all text fields as one) + Σ (weight of the field - 1) · clause(field)
  /// idf            = ln(1 + (N - df + 0.5) / (df + 0.5))
  /// norm           = K1 · (1 - B + B · dl / avgdl)
  /// ```
  ///
  /// N documents with the field; df of them with the most frequent single term of the clause; tf
  /// times the alternative occurs in this document; dl terms in this one, avgdl in a field on
  /// average. Several adjacent terms have the sum of their own idf. A store may count deleted
  /// documents for a while, round dl above 40, use the [#MAX_CLAUSES] rarest clauses of a longer
  /// query, and expand only the first [#MAX_SIMILAR] of the clauses that need
  /// [WordClause.Alternative.Similar].
  ///
  /// Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009,
  /// without the constant factor (k1 + 1), as Lucene does.
  ///
  /// @param minimum from 0
  /// @param weights of the text fields that weigh more than 1
  record Words(
      List<WordClause> optional,
      int minimum,
      List<WordClause> required,
      List<WordClause> excluded,
      Map<String, Double> weights)
      implements LaneQuery {
    /// docs/concepts/hybrid-search.md has the figures by which both were chosen.
    public static final float K1 = 1.2f;

    public static final float B = 0.75f;

    /// Most optional clauses that are looked up.
    public static final int MAX_CLAUSES = 256;

    /// Most clauses of a query for which similar terms are looked up.
    public static final int MAX_SIMILAR = 16;

    public Words {
      optional = List.copyOf(optional);
      required = List.copyOf(required);
      excluded = List.copyOf(excluded);
      weights = Collections.unmodifiableMap(new LinkedHashMap<>(weights));
    }

    /// Documents that have any of the clauses; every text field weighs the same.
    public static Words anyOf(List<WordClause> optional) {
      return new Words(optional, 0, List.of(), List.of(), Map.of());
    }

    /// The same with weights of text fields.
    public Words weighted(Map<String, Double> changed) {
      return new Words(optional, minimum, required, excluded, changed);
    }
  }
}
