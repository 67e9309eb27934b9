package dev.semblance.collection;

import java.util.Map;

/// What a [CollectionStore] looks up for one lane: the query after embedding or analysis.
public sealed interface LaneQuery {

  /// The documents whose vectors have the largest cosine with a query vector. A store may
  /// approximate: miss some of them, never score one differently.
  ///
  /// @param vector name of the vector
  /// @param query `[k]`, length 1
  record Nearest(String vector, float[] query) implements LaneQuery {}

  /// The documents with the highest score for some terms:
  ///
  /// ```
  /// Σ count · (bm25(term, all text fields as one) + Σ (weight - 1) · bm25(term, field))
  /// bm25(term, field) = ln(1 + (N - df + 0.5) / (df + 0.5)) · tf / (tf + K1 · (1 - B + B · dl / avgdl))
  /// ```
  ///
  /// N documents with the field, df of them with the term, tf times in this one; dl positions with
  /// terms in this one, avgdl terms in a field on average. A store may count deleted documents for
  /// a while, round dl above 40, and use the 256 rarest terms of a longer query.
  ///
  /// Source: Robertson, Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond", 2009,
  /// without the constant factor (k1 + 1), as Lucene does.
  ///
  /// @param counts how often the query contains each term
  /// @param weights of the text fields that weigh more than 1
  record QueryTerms(Map<String, Integer> counts, Map<String, Double> weights) implements LaneQuery {
    /// docs/concepts/hybrid-search.md has the figures by which both were chosen.
    public static final float K1 = 1.2f;

    public static final float B = 0.75f;
  }
}
