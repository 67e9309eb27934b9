package dev.semblance.rank;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.FusionRule;
import dev.semblance.collection.Hit.LaneScore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Merges rankings into one. Scores depend on the rankings alone, never on how many results are
/// returned. Candidates of a lane with equal scores share a rank, the first of their places: their
/// order in the lane, which is that of their ids, does not count. Equal fused scores are ordered by
/// id.
public final class Fusion {
  private static final Comparator<Fused> BEST_FIRST =
      Comparator.comparingDouble(Fused::score)
          .reversed()
          .thenComparing(fused -> fused.candidate().id(), Candidate::compareIds);

  private Fusion() {}

  /// Every document of any ranking, best first. One ranking alone keeps its raw scores.
  public static List<Fused> fuse(List<Ranking> rankings, FusionRule rule) {
    boolean alone = rankings.size() == 1;
    Map<String, Fused> found = new LinkedHashMap<>();
    for (Ranking ranking : rankings) {
      List<Candidate> candidates = ranking.candidates();
      int rank = 1;
      for (int place = 0; place < candidates.size(); place++) {
        Candidate candidate = candidates.get(place);
        boolean tied = place > 0 && candidate.score() == candidates.get(place - 1).score();
        rank = tied ? rank : place + 1;
        double contribution =
            alone ? candidate.score() : ranking.lane().weight() * contribution(rule, rank);
        found
            .computeIfAbsent(candidate.id(), _ -> new Fused(candidate, new LinkedHashMap<>()))
            .lanes()
            .put(ranking.lane().name(), new LaneScore(rank, candidate.score(), contribution));
      }
    }
    List<Fused> fused = new ArrayList<>(found.values());
    fused.sort(BEST_FIRST);
    return fused;
  }

  /// The contribution of a rank, from 1, before the lane's weight.
  private static double contribution(FusionRule rule, int rank) {
    return switch (rule) {
      case FusionRule.Rrf(double k) -> 1 / (k + rank);
    };
  }
}
