package dev.semblance.search.evaluate;

import java.util.List;

/// Something that answers queries with documents.
@FunctionalInterface
public interface Retriever {
  /// One ranking for each query, in the order of the queries; each holds the best `depth` documents
  /// that were found, or fewer.
  List<List<ScoredId>> rank(List<JudgedQuery> queries, int depth);
}
