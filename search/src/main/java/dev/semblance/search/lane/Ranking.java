package dev.semblance.search.lane;

import dev.semblance.collection.Lane;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/// What one lane found, best first; equal scores stand in the order of their ids.
///
/// @param candidates at most the window
public record Ranking(Lane lane, List<Candidate> candidates) {

  /// @param doc Lucene's number, valid within the searcher that gave it
  /// @param id the document's id, UTF-8
  /// @param score the lane's raw score: cosine, or BM25
  public record Candidate(int doc, BytesRef id, double score) {}
}
