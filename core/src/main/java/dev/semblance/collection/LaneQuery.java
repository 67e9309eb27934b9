package dev.semblance.collection;

import java.util.Map;

/// What a [CollectionStore] looks up for one lane: the query after embedding or analysis.
public sealed interface LaneQuery {

  /// The documents whose vectors have the largest cosine with a query vector.
  ///
  /// @param vector name of the vector
  /// @param query `[k]`, length 1
  record Nearest(String vector, float[] query) implements LaneQuery {}

  /// The documents with the highest BM25 score for some terms.
  ///
  /// @param counts how often the query contains each term; a score counts it that often
  record QueryTerms(Map<String, Integer> counts) implements LaneQuery {}
}
