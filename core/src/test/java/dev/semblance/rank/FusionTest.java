package dev.semblance.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.collection.Candidate;
import dev.semblance.fusion.FusionRule;
import dev.semblance.fusion.FusionRules;
import dev.semblance.query.Hit.LaneScore;
import dev.semblance.query.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class FusionTest {
  private static final FusionRule RRF = FusionRules.named("rrf");

  @Test
  void defaultIsMinMax() {
    // dense 1, .5, 0 of 0.9, 0.8, 0.7; lexical 1, 0 of 12, 2
    var fused =
        Fusion.fuse(
            List.of(
                ranking(Lane.DENSE, "1", 0.9, "2", 0.8, "3", 0.7),
                ranking(Lane.LEXICAL, "2", 12.0, "3", 2.0)),
            FusionRules.DEFAULT);

    assertThat(fused).extracting(FusionTest::id).containsExactly("2", "1", "3");
    assertThat(fused.getFirst().lanes().get("lexical"))
        .isEqualTo(new LaneScore(1, 12, 1, 0.9, 0.9 / 1.3));
    assertThat(Objects.requireNonNull(fused.getFirst().lanes().get("dense")).normalized())
        .isEqualTo(0.5, within(1e-12));
    assertThat(fused.getFirst().score()).isEqualTo((0.9 + 0.4 * 0.5) / 1.3, within(1e-12));
    assertThat(fused.get(1).score()).isEqualTo(0.4 / 1.3, within(1e-12));
    assertThat(fused.get(2).score()).isZero();
  }

  @Test
  void usualWeightOfWordsGrowsWithTheMarginOfTheBest() {
    // 1 − 6/10 = 0.4, 0.9 · 8/3 · 0.064; 1 − 9/10 = 0.1 is below the least, 0.9 / 9
    assertThat(lexicalWeight(10, 6)).isEqualTo(0.1536, within(1e-12));
    assertThat(lexicalWeight(10, 5)).isEqualTo(0.3, within(1e-12));
    assertThat(lexicalWeight(10, 9)).isEqualTo(0.1, within(1e-12));
    assertThat(lexicalWeight(10, 10)).isEqualTo(0.1, within(1e-12));
    assertThat(lexicalWeight(10, 1)).isEqualTo(0.9);
  }

  /// The weight beside ten candidates, the first with one score, the others with another.
  private static double lexicalWeight(double best, double others) {
    List<Candidate> candidates = new ArrayList<>(List.of(new Candidate("0", best, 0)));
    for (int i = 1; i < 10; i++) {
      candidates.add(new Candidate("" + i, others, 0));
    }
    return Fusion.weight(new Ranking(Lane.LEXICAL, candidates), FusionRules.DEFAULT);
  }

  @Test
  void weightsOfTheRequestDoNotDependOnTheMargin() {
    var half = new Lane.Lexical(Lane.LaneSettings.weighted(0.5));
    var ranking = new Ranking(half, List.of(new Candidate("1", 3, 0)));
    assertThat(Fusion.weight(ranking, FusionRules.DEFAULT)).isEqualTo(0.5);
  }

  @Test
  void contributionsAddUpToTheScore() {
    for (String name : FusionRules.names()) {
      var fused =
          Fusion.fuse(
              List.of(
                  ranking(Lane.DENSE, "1", 0.9, "2", 0.8, "3", 0.65),
                  ranking(Lane.LEXICAL, "2", 12.0, "3", 2.0, "4", 1.0)),
              FusionRules.named(name));
      for (Fused document : fused) {
        double sum = 0;
        for (LaneScore lane : document.lanes().values()) {
          sum += lane.contribution();
        }
        assertThat(sum).as("%s, %s", name, document).isEqualTo(document.score());
      }
    }
  }

  @Test
  void sumsReciprocalRanks() {
    var fused = fuse(RRF, ranking(Lane.DENSE, "1", "2"), ranking(Lane.LEXICAL, "2", "3"));

    assertThat(fused).extracting(FusionTest::id).containsExactly("2", "1", "3");
    assertThat(fused.getFirst().score()).isEqualTo(1.0 / 62 + 1.0 / 61);
    assertThat(fused.getFirst().lanes())
        .isEqualTo(
            Map.of(
                "dense", new LaneScore(2, 0.5, 1.0 / 62, 1, 1.0 / 62),
                "lexical", new LaneScore(1, 1, 1.0 / 61, 1, 1.0 / 61)));
  }

  @Test
  void weightOfTheRequestReplacesThatOfTheRule() {
    var half = new Lane.Lexical(Lane.LaneSettings.weighted(0.5));
    var fused = fuse(RRF, ranking(Lane.DENSE, "1"), ranking(half, "2"));
    assertThat(fused).extracting(Fused::score).containsExactly(1.0 / 61, 0.5 / 61);
  }

  @Test
  void weightOfALaneWithoutCandidatesLeavesTheMean() {
    var fused = fuse(FusionRules.DEFAULT, ranking(Lane.DENSE, "1", "2"), ranking(Lane.LEXICAL));
    assertThat(fused).extracting(Fused::score).containsExactly(1.0, 0.0);
    assertThat(fused.getFirst().lanes().get("dense")).isEqualTo(new LaneScore(1, 1, 1, 0.4, 1));
  }

  @Test
  void keepsTheScoresOfASingleLane() {
    var fused = fuse(FusionRules.DEFAULT, ranking(Lane.DENSE, "7", "8", "9"));
    assertThat(fused).extracting(FusionTest::id).containsExactly("7", "8", "9");
    assertThat(fused).extracting(Fused::score).containsExactly(1.0, 0.5, 1.0 / 3);
    assertThat(fused.get(1).lanes().get("dense")).isEqualTo(new LaneScore(2, 0.5, 0.5, 1, 0.5));
  }

  @Test
  void ordersEqualScoresByCodePointsOfTheId() {
    // U+FF5E comes after the surrogates in UTF-16, and before U+1F600 in code points.
    var fused = fuse(RRF, ranking(Lane.DENSE, "\uD83D\uDE00"), ranking(Lane.LEXICAL, "\uFF5E"));
    assertThat(fused).extracting(FusionTest::id).containsExactly("\uFF5E", "\uD83D\uDE00");
  }

  @Test
  void equalScoresOfALaneShareARank() {
    var lexical = ranking(Lane.LEXICAL, "a", 4.0, "b", 4.0, "zz", 4.0, "c", 1.0);
    for (FusionRule rule : List.of(RRF, FusionRules.DEFAULT)) {
      var fused = fuse(rule, ranking(Lane.DENSE, "zz"), lexical);
      assertThat(fused).extracting(FusionTest::id).containsExactly("zz", "a", "b", "c");
      assertThat(fused)
          .extracting(one -> one.lanes().get("lexical"))
          .extracting(LaneScore::rank)
          .containsExactly(1, 1, 1, 4);
      assertThat(fused.get(1).score()).isEqualTo(fused.get(2).score());
    }
  }

  @Test
  void fusesNothingToNothing() {
    assertThat(fuse(FusionRules.DEFAULT, ranking(Lane.DENSE), ranking(Lane.LEXICAL))).isEmpty();
  }

  private static List<Fused> fuse(FusionRule rule, Ranking... rankings) {
    return Fusion.fuse(List.of(rankings), rule);
  }

  private static String id(Fused fused) {
    return fused.candidate().id();
  }

  /// Documents in this order, each id followed by its score; without scores 1, 1/2, 1/3 …
  private static Ranking ranking(Lane lane, Object... idsAndScores) {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < idsAndScores.length; i++) {
      boolean scored = i + 1 < idsAndScores.length && idsAndScores[i + 1] instanceof Double;
      double score = scored ? (Double) idsAndScores[i + 1] : 1.0 / (candidates.size() + 1);
      candidates.add(new Candidate(idsAndScores[i].toString(), score, 0));
      i += scored ? 1 : 0;
    }
    return new Ranking(lane, candidates);
  }
}
