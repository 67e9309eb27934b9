package dev.semblance.search.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MeasureTest {
  private static final double EXACT = 1e-15;

  /// Ranking r1 … r5 with grades 3, 0, 1, –, 2; also judged: one of grade 2 that was not found.
  private static final Judged GRADED =
      judged(List.of("a", "b", "c", "x", "e"), Map.of("a", 3, "b", 0, "c", 1, "e", 2, "lost", 2));

  @Test
  void ndcgDividesGainsDiscountedByLog2OfRankPlusOneByTheBestPossible() {
    double log3 = Math.log(3) / Math.log(2);
    double log5 = Math.log(5) / Math.log(2);
    double log6 = Math.log(6) / Math.log(2);
    double gain = 3 + 1 / 2.0 + 2 / log6;
    double best = 3 + 2 / log3 + 2 / 2.0 + 1 / log5;

    assertThat(Measure.NDCG_10.of(GRADED)).isCloseTo(gain / best, within(EXACT));
    assertThat(Measure.NDCG_10.of(GRADED)).isCloseTo(0.750756, within(1e-6));
  }

  @Test
  void averagePrecisionDividesByAllRelevantDocumentsNotOnlyThoseFound() {
    assertThat(Measure.MAP.of(GRADED)).isCloseTo((1.0 + 2 / 3.0 + 3 / 5.0) / 4, within(EXACT));
  }

  @Test
  void recallCountsWhatIsAmongTheFirstTen() {
    assertThat(Measure.RECALL_10.of(GRADED)).isEqualTo(0.75);

    List<String> eleven = IntStream.rangeClosed(1, 11).mapToObj(i -> "d" + i).toList();
    Judged last = judged(eleven, Map.of("d11", 1));
    assertThat(Measure.RECALL_10.of(last)).isZero();
    assertThat(Measure.RECALL_100.of(last)).isEqualTo(1);
  }

  @Test
  void reciprocalRankAtTenIgnoresLaterRanks() {
    List<String> eleven = IntStream.rangeClosed(1, 11).mapToObj(i -> "d" + i).toList();
    assertThat(Measure.MRR_10.of(judged(eleven, Map.of("d4", 1, "d7", 1)))).isEqualTo(0.25);
    assertThat(Measure.MRR_10.of(judged(eleven, Map.of("d11", 1)))).isZero();
    assertThat(Measure.MRR.of(judged(eleven, Map.of("d11", 1)))).isEqualTo(1 / 11.0);
  }

  /// The example in the README of pytrec_eval, which runs trec_eval itself: map of q1 is 1/3 and
  /// ndcg 0.5; map of q2 is 0.58333… and ndcg 0.69342640….
  @Test
  void agreesWithThePublishedExampleOfPytrecEval() {
    var run =
        new Run(
            "example",
            Map.of(
                "q1", List.of(hit("d1", 1), hit("d2", 0), hit("d3", 1.5)),
                "q2", List.of(hit("d1", 1.5), hit("d2", 0.2), hit("d3", 0.5))));
    Judged first = Judged.of(run.of("q1"), Map.of("d1", 0, "d2", 1, "d3", 0));
    Judged second = Judged.of(run.of("q2"), Map.of("d2", 1, "d3", 1));

    assertThat(Measure.MAP.of(first)).isCloseTo(0.3333333333333333, within(EXACT));
    assertThat(Measure.NDCG_10.of(first)).isCloseTo(0.5, within(EXACT));
    assertThat(Measure.MAP.of(second)).isCloseTo(0.5833333333333333, within(EXACT));
    assertThat(Measure.NDCG_10.of(second)).isCloseTo(0.6934264036172708, within(EXACT));
  }

  @Test
  void equalScoresAreOrderedByDescendingIdAsInTrecEval() {
    var run = new Run("t", Map.of("q", List.of(hit("a", 1), hit("b", 1), hit("c", 2))));
    assertThat(run.of("q")).extracting(ScoredId::id).containsExactly("c", "b", "a");

    var zeros = new Run("t", Map.of("q", List.of(hit("a", 0.0), hit("b", -0.0))));
    assertThat(zeros.of("q")).extracting(ScoredId::id).containsExactly("b", "a");

    // By bytes of UTF-8, U+1F600 is greater than U+FF5E; by UTF-16 it would be less.
    var wide = new Run("t", Map.of("q", List.of(hit("\uFF5E", 1), hit("\uD83D\uDE00", 1))));
    assertThat(wide.of("q")).extracting(ScoredId::id).containsExactly("\uD83D\uDE00", "\uFF5E");
  }

  @Test
  void aQueryWithoutRelevantDocumentsScoresZeroEverywhere() {
    for (Measure measure : Measure.values()) {
      assertThat(measure.of(judged(List.of("a", "b"), Map.of("a", 0)))).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void measuresAreBetweenZeroAndThePerfectRanking(long seed) {
    System.out.println("seed " + seed);
    var random = new SplittableRandom(seed);
    for (int round = 0; round < 300; round++) {
      int size = random.nextInt(1, 40);
      int[] grades = random.ints(size, -1, 4).toArray();
      List<String> ids = IntStream.range(0, size).mapToObj(i -> "d" + i).toList();
      var judgments = new HashMap<String, Integer>();
      ids.forEach(id -> judgments.put(id, grades[judgments.size()]));
      List<String> best = new ArrayList<>(ids);
      best.sort(Comparator.comparing(judgments::get).reversed());
      boolean relevant = judgments.values().stream().anyMatch(grade -> grade > 0);
      for (Measure measure : Measure.RETRIEVAL) {
        double value = measure.of(judged(ids, judgments));
        double top = measure.of(judged(best, judgments));
        assertThat(value).isBetween(0.0, top);
        if (measure == Measure.NDCG_10 || measure == Measure.MRR_10) {
          assertThat(top).isCloseTo(relevant ? 1 : 0, within(1e-12));
        }
      }
    }
  }

  private static ScoredId hit(String id, double score) {
    return new ScoredId(id, score);
  }

  private static Judged judged(List<String> ranking, Map<String, Integer> judgments) {
    List<ScoredId> hits =
        IntStream.range(0, ranking.size()).mapToObj(i -> hit(ranking.get(i), -i)).toList();
    return Judged.of(hits, judgments);
  }
}
