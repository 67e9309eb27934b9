package dev.semblance.query;

import dev.semblance.document.Document;
import java.util.Map;

/// One result of a search.
///
/// @param id the document's id
/// @param score the hits are ordered by it, descending; equal scores by id
/// @param document as it was written; values that the request did not select are empty
/// @param lanes by name of the lane: rank and score in each lane that found it
/// @param excerpts parts of the document that say why it was found
public record Hit(
    String id, double score, Document document, Map<String, LaneScore> lanes, Excerpts excerpts) {
  /// A hit without excerpts.
  public Hit(String id, double score, Document document, Map<String, LaneScore> lanes) {
    this(id, score, document, lanes, Excerpts.NONE);
  }

  /// @param rank place in the lane, from 1; documents with equal scores share the first of their
  ///   places
  /// @param score the lane's raw score: cosine, or BM25
  /// @param normalized what the fusion rule makes of score or rank; the raw score in a search of
  ///   one lane
  /// @param weight of the lane
  /// @param contribution the part of the hit's score that this lane gave: those of all lanes add up
  ///   to it
  public record LaneScore(
      int rank, double score, double normalized, double weight, double contribution) {}
}
