package dev.semblance.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.Fault;
import dev.semblance.collection.Candidate;
import dev.semblance.fusion.Combination;
import dev.semblance.fusion.FusionRule;
import dev.semblance.fusion.FusionRules;
import dev.semblance.query.Hit.LaneScore;
import dev.semblance.query.Lane;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Every rule against values worked out by hand.
///
/// ```
/// dense    a 9, b 5, c 4, d 2: low 2, high 9, mean 5, Σ(s−5)² = 16 + 0 + 1 + 9 = 26, Σs² = 126
/// lexical  b 3, e 1:           low 1, high 3, mean 2, Σ(s−2)² = 2,                   Σs² = 10
/// σ dense:   √(26/4) = 2.549510, sample √(26/3) = 2.943920
/// σ lexical: √(2/2)  = 1,        sample √(2/1)  = 1.414214
/// ```
class FormulasTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final Offset<Double> SIX_DIGITS = within(5e-7);
  private static final double[] DENSE = {9, 5, 4, 2};
  private static final double[] LEXICAL = {3, 1};

  @Test
  void minMax() {
    // dense (s−2)/7: 1, 3/7, 2/7, 0; lexical (s−1)/2: 1, 0
    normalizes("min-max", new double[] {1, 3.0 / 7, 2.0 / 7, 0}, new double[] {1, 0}, EXACT);
    ownScores("min-max", 0.4, 0.6 + 0.4 * 3 / 7, 0.4 * 2 / 7, 0, 0);
    constant("min-max", 1);
  }

  @Test
  void zScore() {
    // dense (s−2)/2.549510: 7, 3, 2, 0 of them; lexical (s−1)/1
    double sigma = Math.sqrt(6.5);
    normalizes(
        "z-score", new double[] {7 / sigma, 3 / sigma, 2 / sigma, 0}, new double[] {2, 0}, EXACT);
    ownScores("z-score", 0.4 * 7 / sigma, 1.2 + 0.4 * 3 / sigma, 0.4 * 2 / sigma, 0, 0);
    constant("z-score", 1);
  }

  @Test
  void l2() {
    double dense = Math.sqrt(126);
    double lexical = Math.sqrt(10);
    for (String name : List.of("l2", "opensearch-l2", "elasticsearch-linear-l2")) {
      normalizes(
          name,
          new double[] {9 / dense, 5 / dense, 4 / dense, 2 / dense},
          new double[] {3 / lexical, 1 / lexical},
          EXACT);
    }
    ownScores(
        "l2",
        0.4 * 9 / dense,
        0.4 * 5 / dense + 0.6 * 3 / lexical,
        0.4 * 4 / dense,
        0.4 * 2 / dense,
        0.6 / lexical);
    assertThat(normalized("l2", Lane.DENSE, 0, 0)).containsExactly(0.0, 0.0);
  }

  @Test
  void distributionIsBoundedByThreeDeviations() {
    // dense (s − (5 − 7.648529)) / 15.297059: 11.648529/15.297059 = .761488, 7.648529/… = .5,
    // 6.648529/… = .434628, 4.648529/… = .303884; lexical (s − (2 − 3)) / 6 = 4/6, 2/6
    normalizes(
        "distribution",
        new double[] {.761488, .5, .434628, .303884},
        new double[] {4.0 / 6, 2.0 / 6},
        SIX_DIGITS);
    constant("distribution", 1);

    // One 1 and twenty 0: mean 1/21, variance 1/21 − 1/441 = 20/441, σ = √20/21 = .212959,
    // (1 − 1/21)/σ = 20/√20 = 4.47 > 3.
    double[] one = new double[21];
    one[0] = 1;
    assertThat(normalized("distribution", Lane.DENSE, one).getFirst()).isEqualTo(1);
    // (.952381 + .638877) / 1.277753 = 1.245356
    assertThat(normalized("haystack-dbsf", Lane.DENSE, one).getFirst())
        .isEqualTo(1.245356, SIX_DIGITS);
  }

  @Test
  void openSearchMinMax() {
    normalizes(
        "opensearch-min-max",
        new double[] {1, 3.0 / 7, 2.0 / 7, 0.001},
        new double[] {1, 0.001},
        EXACT);
    scores("opensearch-min-max", 0.5, 0.5 * 3 / 7 + 0.5, 0.5 * 2 / 7, 0.0005, 0.0005);
    constant("opensearch-min-max", 1);
  }

  @Test
  void openSearchZScore() {
    // dense (s−5)/2.943920: 1.358733; b is the mean: the highest score, 9; below the mean: .001.
    // lexical (s−2)/1.414214: .707107, .001
    normalizes(
        "opensearch-z-score",
        new double[] {1.358732, 9, 0.001, 0.001},
        new double[] {0.707107, 0.001},
        SIX_DIGITS);
    constant("opensearch-z-score", 7);
  }

  @Test
  void openSearchMeans() {
    // Weights 3 and 1 on b: dense 3/7, lexical 1.
    // geometric exp((3·ln(3/7) + 1·ln 1) / 4) = (3/7)^.75 = .529683
    // harmonic (3 + 1) / (3 / (3/7) + 1 / 1) = 4 / 8 = .5
    // e has .001 in the lexical lane alone, which both means keep.
    var geometric = fuse(openSearch(Combination.GEOMETRIC_MEAN), 3, 1);
    assertThat(score(geometric, "b")).isEqualTo(Math.pow(3.0 / 7, 0.75), EXACT);
    assertThat(score(geometric, "e")).isEqualTo(0.001, EXACT);
    var harmonic = fuse(openSearch(Combination.HARMONIC_MEAN), 3, 1);
    assertThat(score(harmonic, "b")).isEqualTo(0.5, EXACT);
    assertThat(score(harmonic, "e")).isEqualTo(0.001, EXACT);
    var arithmetic = fuse(openSearch(Combination.ARITHMETIC_MEAN), 3, 1);
    assertThat(score(arithmetic, "b")).isEqualTo((3 * 3.0 / 7 + 1) / 4, EXACT);
    assertThat(score(arithmetic, "e")).isEqualTo(0.001 / 4, EXACT);
  }

  @Test
  void geometricAndHarmonicMeansLeaveOutZero() {
    var rule = (FusionRule.OfScores) FusionRules.named("min-max");
    // d is 0 in the dense lane, and in no other.
    assertThat(score(fuse(rule.with(Combination.GEOMETRIC_MEAN), 1, 1), "d")).isZero();
    assertThat(score(fuse(rule.with(Combination.HARMONIC_MEAN), 1, 1), "d")).isZero();
    assertThat(score(fuse(rule.with(Combination.HARMONIC_MEAN), 1, 1), "a")).isEqualTo(1, EXACT);
  }

  @Test
  void reciprocalRanks() {
    for (String name : List.of("rrf", "opensearch-rrf", "elasticsearch-rrf", "vespa-rrf")) {
      scores(name, 1.0 / 61, 1.0 / 62 + 1.0 / 61, 1.0 / 63, 1.0 / 64, 1.0 / 62);
    }
    scores("weaviate-ranked", .75 / 61, .75 / 62 + .25 / 61, .75 / 63, .75 / 64, .25 / 62);
    scores("marqo-rrf", .5 / 61, .5 / 62 + .5 / 61, .5 / 63, .5 / 64, .5 / 62);
    var three = ((FusionRule.OfRanks) FusionRules.named("rrf")).withK(3);
    assertThat(score(fuse(three, 2, 1), "b")).isEqualTo(2.0 / 5 + 1.0 / 4, EXACT);
    assertThatThrownBy(() -> three.withK(0))
        .hasMessage("the `k` of `rrf` must be above 0. Given: 0.0")
        .extracting("fault")
        .isEqualTo(Fault.INVALID);
  }

  @Test
  void qdrantStretchesRanksByTheWeight() {
    // 1 / (position + 2), positions from 0
    scores("qdrant-rrf", 1.0 / 2, 1.0 / 3 + 1.0 / 2, 1.0 / 4, 1.0 / 5, 1.0 / 3);
    // weight 3 of b at dense rank 2: 1 / (2/3 + 1) = .6
    assertThat(score(fuse(FusionRules.named("qdrant-rrf"), 3, 1), "b")).isEqualTo(0.6 + 0.5, EXACT);
  }

  @Test
  void qdrantDbsf() {
    // dense (s − (5 − 8.831761)) / 17.663522: 12.831761/… = .726455, .5, 7.831761/… = .443386,
    // 5.831761/… = .330158; lexical (s − (2 − 4.242641)) / 8.485281: 5.242641/… = .617851, .382149
    normalizes(
        "qdrant-dbsf",
        new double[] {.726455, .5, .443386, .330158},
        new double[] {.617851, .382149},
        SIX_DIGITS);
    assertThat(score(fuse(FusionRules.named("qdrant-dbsf"), 1, 1), "b"))
        .isEqualTo(.5 + .617851, SIX_DIGITS);
    constant("qdrant-dbsf", 0.5);
    assertThat(normalized("qdrant-dbsf", Lane.DENSE, 7)).containsExactly(0.5);
  }

  @Test
  void haystack() {
    // Rank 0 in both lists is 1; b is at ranks 1 and 0: (61/62 + 61/61) / 2
    scores("haystack-rrf", .5, (61.0 / 62 + 1) / 2, 61.0 / 126, 61.0 / 128, 61.0 / 124);
    normalizes(
        "haystack-dbsf",
        new double[] {.761488, .5, .434628, .303884},
        new double[] {4.0 / 6, 2.0 / 6},
        SIX_DIGITS);
    assertThat(score(fuse(FusionRules.named("haystack-dbsf"), 1, 1), "b"))
        .isEqualTo(4.0 / 6, EXACT);
    constant("haystack-dbsf", 0);
  }

  @Test
  void sumsOfMinMax() {
    // Weaviate: alpha .75 of vectors; the others weigh equally
    scores("weaviate-relative", .75, .75 * 3 / 7 + .25, .75 * 2 / 7, 0, 0);
    scores("elasticsearch-linear-min-max", 1, 3.0 / 7 + 1, 2.0 / 7, 0, 0);
    scores("vespa-linear", 1, 3.0 / 7 + 1, 2.0 / 7, 0, 0);
    constant("weaviate-relative", 1);
    constant("elasticsearch-linear-min-max", 1);
    constant("vespa-linear", 0.5);
  }

  @Test
  void elasticsearchLinearSumsRawScores() {
    scores("elasticsearch-linear", 9, 5 + 3, 4, 2, 1);
  }

  @Test
  void metaSporeKeepsTheBestLevelOfEachDocument() {
    // s / (max + .001) + 3, the larger of both: b is 5/9.001 or 3/3.001
    scores("metaspore", 9 / 9.001 + 3, 3 / 3.001 + 3, 4 / 9.001 + 3, 2 / 9.001 + 3, 1 / 3.001 + 3);
    // On level 1, the lexical lane is below all of the dense one.
    assertThat(score(fuse(FusionRules.named("metaspore"), 3, 1), "b"))
        .isEqualTo(5 / 9.001 + 3, EXACT);
  }

  @Test
  void unknownNameIsRefusedWithTheNames() {
    assertThatThrownBy(() -> FusionRules.named("rff"))
        .hasMessageContaining("`fusion` must be one of `min-max`, `z-score`,")
        .hasMessageEndingWith("Given: `rff`");
  }

  private static double score(Map<String, Fused> fused, String id) {
    return Objects.requireNonNull(fused.get(id)).score();
  }

  private static FusionRule openSearch(Combination combination) {
    return ((FusionRule.OfScores) FusionRules.named("opensearch-min-max")).with(combination);
  }

  /// The normalized values of both lanes.
  private static void normalizes(
      String name, double[] dense, double[] lexical, Offset<Double> precision) {
    assertClose(name, normalized(name, Lane.DENSE, DENSE), dense, precision);
    assertClose(name, normalized(name, Lane.LEXICAL, LEXICAL), lexical, precision);
  }

  /// The value of each of several equal scores, 7.
  private static void constant(String name, double value) {
    assertThat(normalized(name, Lane.DENSE, 7, 7, 7)).as(name).containsExactly(value, value, value);
  }

  /// The scores of a, b, c, d and e, with weights of 0.4 and 0.6.
  private static void ownScores(String name, double... expected) {
    assertScores(name, fuse(FusionRules.named(name), 0.4, 0.6), expected);
  }

  /// The same with the rule's own weights.
  private static void scores(String name, double... expected) {
    assertScores(
        name,
        fuse(FusionRules.named(name), OptionalDouble.empty(), OptionalDouble.empty()),
        expected);
  }

  private static void assertScores(String name, Map<String, Fused> fused, double... expected) {
    List<Double> found =
        List.of("a", "b", "c", "d", "e").stream().map(id -> score(fused, id)).toList();
    assertClose(name, found, expected, EXACT);
  }

  private static void assertClose(
      String name, List<Double> found, double[] expected, Offset<Double> precision) {
    assertThat(found)
        .as(name)
        .usingComparatorForType(by(precision), Double.class)
        .containsExactlyElementsOf(Arrays.stream(expected).boxed().toList());
  }

  private static Comparator<Double> by(Offset<Double> precision) {
    return (a, b) -> Math.abs(a - b) <= precision.value ? 0 : Double.compare(a, b);
  }

  /// What a lane's scores become, beside another lane.
  private static List<Double> normalized(String name, Lane lane, double... scores) {
    Lane other = lane.equals(Lane.DENSE) ? Lane.LEXICAL : Lane.DENSE;
    return Fusion.fuse(
            List.of(new Ranking(lane, candidates("x", scores)), new Ranking(other, List.of())),
            FusionRules.named(name))
        .stream()
        .map(fused -> fused.lanes().get(lane.name()))
        .sorted(Comparator.comparingDouble(LaneScore::score).reversed())
        .map(LaneScore::normalized)
        .toList();
  }

  private static List<Candidate> candidates(String prefix, double... scores) {
    List<Candidate> candidates = new ArrayList<>();
    for (double score : scores) {
      candidates.add(new Candidate(prefix + candidates.size(), score, 0));
    }
    return candidates;
  }

  private static Map<String, Fused> fuse(FusionRule rule, double dense, double lexical) {
    return fuse(rule, OptionalDouble.of(dense), OptionalDouble.of(lexical));
  }

  private static Map<String, Fused> fuse(
      FusionRule rule, OptionalDouble dense, OptionalDouble lexical) {
    var ofDense =
        List.of(
            new Candidate("a", DENSE[0], 0),
            new Candidate("b", DENSE[1], 0),
            new Candidate("c", DENSE[2], 0),
            new Candidate("d", DENSE[3], 0));
    var ofLexical = List.of(new Candidate("b", LEXICAL[0], 0), new Candidate("e", LEXICAL[1], 0));
    Map<String, Fused> byId = new LinkedHashMap<>();
    Fusion.fuse(
            List.of(
                new Ranking(
                    new Lane.DenseVectors(new Lane.LaneSettings(dense, OptionalDouble.empty())),
                    ofDense),
                new Ranking(
                    new Lane.Lexical(new Lane.LaneSettings(lexical, OptionalDouble.empty())),
                    ofLexical)),
            rule)
        .forEach(fused -> byId.put(fused.candidate().id(), fused));
    return byId;
  }
}
