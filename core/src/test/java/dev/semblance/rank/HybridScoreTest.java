package dev.semblance.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HybridScoreTest {
  private static final Set<Output> SPARSE_DENSE = Set.of(Output.SPARSE, Output.DENSE);

  /// Source: the scores BGE-M3's own page publishes for two questions and two passages, weights
  /// 0.4, 0.2, 0.4. They were computed in half precision and printed as they came.
  @ParameterizedTest
  @CsvSource({
    "0.62598, 0.19556, 0.77965, 0.48250, 0.60136",
    "0.34741, 0.00880, 0.46215, 0.23454, 0.32558",
    "0.34985, 0.00000, 0.45238, 0.23324, 0.32089",
    "0.67822, 0.18030, 0.78986, 0.51225, 0.62329"
  })
  void joinsScoresAsPublished(
      double dense, double sparse, double colbert, double sparseDense, double all) {
    var score =
        new HybridScore(
            Map.of(Output.DENSE, dense, Output.SPARSE, sparse, Output.MULTI_VECTOR, colbert));
    var weights = new HybridScore.KindWeights(0.4, 0.2, 0.4);
    assertThat(score.mean(weights, SPARSE_DENSE).orElseThrow())
        .isCloseTo(sparseDense, within(2e-5));
    assertThat(score.mean(weights, HybridScore.COMPARABLE).orElseThrow())
        .isCloseTo(all, within(2e-5));
  }

  @Test
  void hasNoMeanWhenAKindIsMissingOrHasNoWeight() {
    var score = new HybridScore(Map.of(Output.DENSE, 0.5));
    assertThat(score.mean(HybridScore.KindWeights.EQUAL, SPARSE_DENSE)).isEmpty();
    assertThat(score.mean(new HybridScore.KindWeights(0, 1, 1), Set.of(Output.DENSE))).isEmpty();
  }

  @Test
  void sumIsNotDividedByTheWeights() {
    var score = new HybridScore(Map.of(Output.DENSE, 0.5, Output.SPARSE, 0.2));
    var weights = new HybridScore.KindWeights(1, 0.3, 1);
    assertThat(score.sum(weights, SPARSE_DENSE).orElseThrow()).isCloseTo(0.56, within(1e-12));
    assertThat(score.sum(weights, HybridScore.COMPARABLE)).isEmpty();
  }

  @Test
  void refusesNegativeAndNaNWeights() {
    assertThatThrownBy(() -> new HybridScore.KindWeights(1, -1, 1))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("-1.0");
    assertThatThrownBy(() -> new HybridScore.KindWeights(Double.NaN, 1, 1))
        .isInstanceOf(SemblanceException.class);
    assertThatThrownBy(() -> new HybridScore.KindWeights(1, 1, Double.POSITIVE_INFINITY))
        .isInstanceOf(SemblanceException.class);
  }

  @Test
  void comparesByEveryKindThatBothHave() {
    Embedded query =
        embedded(
            Map.of(
                Output.DENSE, new Embedding.Dense(new float[] {1, 0}),
                Output.SPARSE, new Embedding.Sparse(new int[] {2, 5}, new float[] {1, 2})));
    Embedded passage =
        embedded(
            Map.of(
                Output.DENSE, new Embedding.Dense(new float[] {0.6f, 0.8f}),
                Output.SPARSE, new Embedding.Sparse(new int[] {5, 9}, new float[] {3, 4}),
                Output.MULTI_VECTOR, new Embedding.MultiVector(new float[] {1, 0}, 2)));
    Map<Output, Double> kinds = HybridScore.of(query, passage).kinds();
    assertThat(kinds).containsOnlyKeys(Output.DENSE, Output.SPARSE);
    assertThat(kinds.get(Output.DENSE)).isCloseTo(0.6, within(1e-6));
    assertThat(kinds.get(Output.SPARSE)).isEqualTo(6.0);
  }

  private static Embedded embedded(Map<Output, Embedding> outputs) {
    return new Embedded(outputs, 3, false, Embedded.Timing.NONE);
  }
}
