package dev.semblance.search.pipeline;

import dev.semblance.collection.Candidate;
import dev.semblance.query.Lane;
import dev.semblance.rank.Ranking;
import java.util.List;
import java.util.OptionalDouble;

/// What a lane gave a search.
///
/// @param ranking the candidates that count
/// @param full whether the window ended the candidates: there may be more
record LaneResult(Ranking ranking, boolean full) {

  /// @param candidates of the store, best first; those below the lane's least score are left out
  static LaneResult of(Lane lane, List<Candidate> candidates, int window) {
    List<Candidate> counted = notBelow(lane.settings().minScore(), candidates);
    boolean full = candidates.size() == window && counted.size() == window;
    return new LaneResult(new Ranking(lane, counted), full);
  }

  private static List<Candidate> notBelow(OptionalDouble least, List<Candidate> candidates) {
    return least.isEmpty()
        ? candidates
        : candidates.stream()
            .takeWhile(candidate -> candidate.score() >= least.getAsDouble())
            .toList();
  }

  boolean isEmpty() {
    return ranking.candidates().isEmpty();
  }
}
