package dev.semblance.search.rank;

import dev.semblance.collection.Hit.LaneScore;
import dev.semblance.collection.Lane;
import java.util.Map;
import org.apache.lucene.util.BytesRef;

/// A document and what each lane said of it.
///
/// @param doc Lucene's number, valid within the searcher that gave it
/// @param id the document's id, UTF-8
/// @param lanes the lanes that found it
public record Fused(int doc, BytesRef id, Map<Lane, LaneScore> lanes) {

  /// The sum of what the lanes contribute.
  public double score() {
    double sum = 0;
    for (LaneScore lane : lanes.values()) {
      sum += lane.contribution();
    }
    return sum;
  }
}
