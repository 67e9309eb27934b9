package dev.semblance;

import java.util.List;

/// Says how well texts answer a query. *Safe for use by many threads.*
public interface Reranker extends AutoCloseable {
  ModelCard model();

  /// Scores each text against the query; the answer's order is the texts' order.
  ///
  /// @throws SemblanceException INVALID, OVERLOADED, CANCELLED
  List<Scored> score(String query, List<String> texts, ScoreOptions options);

  /// Idempotent.
  @Override
  void close();

  /// One text's score, and what it took to make.
  ///
  /// @param score higher is better
  /// @param tokens tokens of query and text together
  /// @param timing where the time went
  record Scored(float score, int tokens, Embedded.Timing timing) {}
}
