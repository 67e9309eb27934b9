package dev.semblance.search.rank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.Hit.LaneScore;
import dev.semblance.collection.Lane;
import dev.semblance.search.lane.Ranking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.util.BytesRef;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final Fusion RECIPROCAL = new Fusion.ReciprocalRank(60, Map.of());

  @Test
  void sumsReciprocalRanks() {
    var fused = RECIPROCAL.fuse(List.of(ranking(Lane.DENSE, 1, 2), ranking(Lane.LEXICAL, 2, 3)));

    assertThat(fused).extracting(Fused::doc).containsExactly(2, 1, 3);
    assertThat(fused.getFirst().score()).isEqualTo(1.0 / 62 + 1.0 / 61);
    assertThat(fused.getFirst().lanes())
        .isEqualTo(
            Map.of(
                Lane.DENSE, new LaneScore(2, 0.5, 1.0 / 62),
                Lane.LEXICAL, new LaneScore(1, 1, 1.0 / 61)));
  }

  @Test
  void weighsLanes() {
    var fusion = new Fusion.ReciprocalRank(60, Map.of(Lane.LEXICAL, 0.5));
    var fused = fusion.fuse(List.of(ranking(Lane.DENSE, 1), ranking(Lane.LEXICAL, 2)));
    assertThat(fused).extracting(Fused::score).containsExactly(1.0 / 61, 0.5 / 61);
  }

  @Test
  void keepsTheScoresOfASingleLane() {
    var fused = new Fusion.Plain().fuse(List.of(ranking(Lane.DENSE, 7, 8, 9)));
    assertThat(fused).extracting(Fused::doc).containsExactly(7, 8, 9);
    assertThat(fused).extracting(Fused::score).containsExactly(1.0, 0.5, 1.0 / 3);
  }

  @Test
  void breaksTiesById() {
    var fused = RECIPROCAL.fuse(List.of(ranking(Lane.DENSE, 5), ranking(Lane.LEXICAL, 4)));
    assertThat(fused).extracting(Fused::doc).containsExactly(4, 5);
  }

  @Test
  void fusesNothingToNothing() {
    assertThat(RECIPROCAL.fuse(List.of(ranking(Lane.DENSE), ranking(Lane.LEXICAL)))).isEmpty();
  }

  /// Documents in this order, named by their numbers, with scores 1, 1/2, 1/3 …
  private static Ranking ranking(Lane lane, int... docs) {
    List<Ranking.Candidate> candidates = new ArrayList<>();
    for (int doc : docs) {
      double score = 1.0 / (candidates.size() + 1);
      candidates.add(new Ranking.Candidate(doc, new BytesRef("d" + doc), score));
    }
    return new Ranking(lane, candidates);
  }
}
