package dev.semblance.search.evaluate;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// Relevance judgments of documents for queries: a grade from 1 is relevant, 0 and below is not.
/// *Safe for use by many threads.*
///
/// @param grades query id → document id → grade
public record Judgments(Map<String, Map<String, Integer>> grades) {
  public Judgments {
    Map<String, Map<String, Integer>> copy = new LinkedHashMap<>();
    grades.forEach((query, judged) -> copy.put(query, Map.copyOf(judged)));
    grades = Collections.unmodifiableMap(copy);
  }

  /// Ids of the queries with at least one judgment, in the order of the file.
  public Set<String> queries() {
    return grades.keySet();
  }

  /// Document id → grade for one query; empty for a query without judgments.
  public Map<String, Integer> of(String query) {
    return grades.getOrDefault(query, Map.of());
  }
}
