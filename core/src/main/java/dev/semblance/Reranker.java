package dev.semblance;

import java.util.List;

/// Says how well texts answer a query. *Safe for use by many threads.*
///
/// It is a way to use a model, which stays its owner's to close.
public interface Reranker {
  ModelCard card();

  /// Scores each text against the query; the answer's order is the texts' order.
  ///
  /// @throws SemblanceException INVALID, OVERLOADED, CANCELLED
  List<Scored> score(String query, List<String> texts, ScoreOptions options);

  /// One text's score, and what it took to make.
  ///
  /// @param score higher is better
  /// @param tokens tokens read for it; a query that was read once for all counts with the first
  /// @param timing where the time went
  record Scored(float score, int tokens, Embedded.Timing timing) {}
}
