package dev.semblance.rank;

import dev.semblance.collection.Candidate;
import dev.semblance.query.Hit.LaneScore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A document while the rankings are collected. *Confined to the thread that opened it.*
final class FoundDocument {
  private final Candidate candidate;
  private final List<String> lanes = new ArrayList<>(2);
  private final List<InLane> found = new ArrayList<>(2);

  /// @param candidate as the first lane returned it
  FoundDocument(Candidate candidate) {
    this.candidate = candidate;
  }

  /// As [LaneScore], before the contribution is known.
  record InLane(int rank, double score, double normalized, double weight) {
    LaneScore withContribution(double contribution) {
      return new LaneScore(rank, score, normalized, weight, contribution);
    }
  }

  void add(String lane, InLane inLane) {
    lanes.add(lane);
    found.add(inLane);
  }

  Fused fused(Combining combining) {
    double[] contributions =
        combining.contributions(
            found.stream().mapToDouble(InLane::normalized).toArray(),
            found.stream().mapToDouble(InLane::weight).toArray());
    Map<String, LaneScore> scores = new LinkedHashMap<>();
    double score = 0;
    for (int i = 0; i < contributions.length; i++) {
      scores.put(lanes.get(i), found.get(i).withContribution(contributions[i]));
      score += contributions[i];
    }
    return new Fused(candidate, score, scores);
  }
}
