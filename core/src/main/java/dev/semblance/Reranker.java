package dev.semblance;

import java.util.List;

/// Scores how well texts answer a query. *Safe for use by many threads.*
///
/// A view of a model; closing the model is left to its owner.
public interface Reranker {
  ModelCard card();

  /// Scores each text against the query, in the order given.
  ///
  /// @throws SemblanceException INVALID, OVERLOADED, CANCELLED
  List<Scored> score(String query, List<String> texts, ScoreOptions options);

  /// One text's score and its cost.
  ///
  /// @param score higher is better
  /// @param tokens tokens read for it; a query read once for all texts counts with the first
  /// @param timing times
  record Scored(float score, int tokens, Embedded.Timing timing) {}
}
