package dev.semblance.rank;

import dev.semblance.collection.Candidate;
import dev.semblance.fusion.Combination;
import dev.semblance.fusion.FusionRule;
import dev.semblance.fusion.LaneWeights;
import dev.semblance.fusion.Normalization;
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

  /// One ranking alone keeps its raw scores.
  private static final FusionRule ALONE =
      new FusionRule.OfScores("none", Normalization.NONE, Combination.SUM, LaneWeights.EQUAL);

  private Fusion() {}

  /// Every document of any ranking, best first.
  public static List<Fused> fuse(List<Ranking> rankings, FusionRule rule) {
    FusionRule applied = rankings.size() == 1 ? ALONE : rule;
    Map<String, FoundDocument> found = new LinkedHashMap<>();
    double totalWeight = 0;
    for (Ranking ranking : rankings) {
      if (!ranking.candidates().isEmpty()) {
        double weight = rankings.size() == 1 ? 1 : weight(ranking, rule);
        totalWeight += weight;
        collect(found, ranking, applied, weight);
      }
    }
    Combining combining = new Combining(applied.combination(), totalWeight);
    List<Fused> fused = new ArrayList<>(found.size());
    found.values().forEach(document -> fused.add(document.fused(combining)));
    fused.sort(BEST_FIRST);
    return fused;
  }

  /// The weight of a lane for the query of its ranking: its own, or the rule's usual one.
  public static double weight(Ranking ranking, FusionRule rule) {
    return LaneWeighing.weight(ranking, rule.weights());
  }

  private static void collect(
      Map<String, FoundDocument> found, Ranking ranking, FusionRule rule, double weight) {
    List<Candidate> candidates = ranking.candidates();
    LaneValues.LaneValue value = LaneValues.of(rule, candidates, weight);
    int rank = 1;
    for (int place = 0; place < candidates.size(); place++) {
      Candidate candidate = candidates.get(place);
      boolean tied = place > 0 && candidate.score() == candidates.get(place - 1).score();
      rank = tied ? rank : place + 1;
      double normalized = value.of(rank, candidate.score());
      found
          .computeIfAbsent(candidate.id(), _ -> new FoundDocument(candidate))
          .add(
              ranking.lane().name(),
              new FoundDocument.InLane(rank, candidate.score(), normalized, weight));
    }
  }
}
