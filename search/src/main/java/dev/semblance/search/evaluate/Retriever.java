package dev.semblance.search.evaluate;

import java.util.List;

/// Ranks documents for queries.
@FunctionalInterface
public interface Retriever {
  /// One ranking for each query, in the order of the queries; each holds the best `depth` documents
  /// that were found, or fewer.
  List<List<ScoredId>> rank(List<JudgedQuery> queries, int depth);
}
