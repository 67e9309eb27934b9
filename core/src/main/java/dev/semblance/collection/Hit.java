package dev.semblance.collection;

import java.util.Map;

/// One answer to a search.
///
/// @param id the document's id
/// @param score what the hits are ordered by, descending
/// @param document the document as it was written
/// @param lanes what each lane that found the document said of it
public record Hit(String id, double score, Document document, Map<Lane, LaneScore> lanes) {

  /// @param rank place in the lane, from 1
  /// @param score the lane's raw score: cosine, or BM25
  /// @param contribution the part of the hit's score that this lane gave
  public record LaneScore(int rank, double score, double contribution) {}
}
