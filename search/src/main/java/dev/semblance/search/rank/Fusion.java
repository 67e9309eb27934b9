package dev.semblance.search.rank;

import dev.semblance.collection.Hit.LaneScore;
import dev.semblance.collection.Lane;
import dev.semblance.search.lane.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How several rankings become one. Scores depend on the rankings alone, never on how many results
/// are asked for; equal scores stand in the order of their ids.
public sealed interface Fusion {
  /// The contribution of a lane to a document's score.
  ///
  /// @param rank place in the lane, from 1
  /// @param score the lane's raw score
  double contribution(Lane lane, int rank, double score);

  /// The lane's own score: for a search in a single lane.
  record Plain() implements Fusion {
    @Override
    public double contribution(Lane lane, int rank, double score) {
      return score;
    }
  }

  /// Σ weight / (k + rank) over the lanes that found the document.
  ///
  /// Source: Cormack, Clarke, Büttcher, "Reciprocal Rank Fusion outperforms Condorcet and
  /// individual Rank Learning Methods", SIGIR 2009; k = 60 is theirs.
  ///
  /// @param k how little the first places stand out, positive
  /// @param weights by lane; a lane that is not named weighs 1
  record ReciprocalRank(double k, Map<Lane, Double> weights) implements Fusion {
    @Override
    public double contribution(Lane lane, int rank, double score) {
      return weights.getOrDefault(lane, 1.0) / (k + rank);
    }
  }

  /// Every document of any ranking, best first.
  default List<Fused> fuse(List<Ranking> rankings) {
    Map<Integer, Fused> found = new HashMap<>();
    for (Ranking ranking : rankings) {
      int rank = 0;
      for (Ranking.Candidate candidate : ranking.candidates()) {
        rank++;
        double part = contribution(ranking.lane(), rank, candidate.score());
        found
            .computeIfAbsent(
                candidate.doc(), doc -> new Fused(doc, candidate.id(), new EnumMap<>(Lane.class)))
            .lanes()
            .put(ranking.lane(), new LaneScore(rank, candidate.score(), part));
      }
    }
    List<Fused> fused = new ArrayList<>(found.values());
    fused.sort(Comparator.comparingDouble(Fused::score).reversed().thenComparing(Fused::id));
    return fused;
  }
}
