package dev.semblance.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.SemblanceException;
import dev.semblance.collection.Candidate;
import dev.semblance.collection.FusionRule;
import dev.semblance.collection.Hit.LaneScore;
import dev.semblance.collection.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FusionTest {
  @Test
  void sumsReciprocalRanks() {
    var fused = fuse(ranking(Lane.DENSE, "1", "2"), ranking(Lane.LEXICAL, "2", "3"));

    assertThat(fused).extracting(FusionTest::id).containsExactly("2", "1", "3");
    assertThat(fused.getFirst().score()).isEqualTo(1.0 / 62 + 1.0 / 61);
    assertThat(fused.getFirst().lanes())
        .isEqualTo(
            Map.of(
                "dense", new LaneScore(2, 0.5, 1.0 / 62),
                "lexical", new LaneScore(1, 1, 1.0 / 61)));
  }

  @Test
  void weighsLanes() {
    var fused = fuse(ranking(Lane.DENSE, "1"), ranking(new Lane.Lexical(0.5), "2"));
    assertThat(fused).extracting(Fused::score).containsExactly(1.0 / 61, 0.5 / 61);
  }

  @Test
  void usesTheConstantOfTheRule() {
    var fused =
        Fusion.fuse(
            List.of(ranking(Lane.DENSE, "1"), ranking(Lane.LEXICAL)), new FusionRule.Rrf(1));
    assertThat(fused).extracting(Fused::score).containsExactly(0.5);
    assertThatThrownBy(() -> new FusionRule.Rrf(0)).isInstanceOf(SemblanceException.class);
  }

  @Test
  void keepsTheScoresOfASingleLane() {
    var fused = fuse(ranking(Lane.DENSE, "7", "8", "9"));
    assertThat(fused).extracting(FusionTest::id).containsExactly("7", "8", "9");
    assertThat(fused).extracting(Fused::score).containsExactly(1.0, 0.5, 1.0 / 3);
  }

  @Test
  void ordersEqualScoresByCodePointsOfTheId() {
    // U+FF5E comes after the surrogates in UTF-16, and before U+1F600 in code points.
    var fused = fuse(ranking(Lane.DENSE, "\uD83D\uDE00"), ranking(Lane.LEXICAL, "\uFF5E"));
    assertThat(fused).extracting(FusionTest::id).containsExactly("\uFF5E", "\uD83D\uDE00");
  }

  @Test
  void equalScoresOfALaneShareARank() {
    var lexical =
        new Ranking(
            Lane.LEXICAL,
            List.of(
                new Candidate("a", 4, 0),
                new Candidate("b", 4, 0),
                new Candidate("zz", 4, 0),
                new Candidate("c", 1, 0)));
    var fused = fuse(ranking(Lane.DENSE, "zz"), lexical);
    assertThat(fused).extracting(FusionTest::id).containsExactly("zz", "a", "b", "c");
    assertThat(fused)
        .extracting(one -> one.lanes().get("lexical"))
        .extracting(LaneScore::rank)
        .containsExactly(1, 1, 1, 4);
    assertThat(fused.get(1).score()).isEqualTo(fused.get(2).score());
  }

  @Test
  void fusesNothingToNothing() {
    assertThat(fuse(ranking(Lane.DENSE), ranking(Lane.LEXICAL))).isEmpty();
  }

  private static List<Fused> fuse(Ranking... rankings) {
    return Fusion.fuse(List.of(rankings), FusionRule.DEFAULT);
  }

  private static String id(Fused fused) {
    return fused.candidate().id();
  }

  /// Documents in this order, with scores 1, 1/2, 1/3 …
  private static Ranking ranking(Lane lane, String... ids) {
    List<Candidate> candidates = new ArrayList<>();
    for (String id : ids) {
      candidates.add(new Candidate(id, 1.0 / (candidates.size() + 1), 0));
    }
    return new Ranking(lane, candidates);
  }
}
