package dev.semblance.search.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ComparisonTest {
  private static final Bootstrap BOOTSTRAP = new Bootstrap(500, 1);

  @Test
  void consistentLossIsSignificantAndGivenAsAShare() {
    Scores before = new Scores(List.of("q", "r"), Map.of(Measure.MAP, new double[] {0.8, 0.4}));
    Scores after = new Scores(List.of("q", "r"), Map.of(Measure.MAP, new double[] {0.7, 0.3}));
    Comparison comparison = Comparison.of(Measure.MAP, before, after, BOOTSTRAP);
    assertThat(comparison.before()).isCloseTo(0.6, within(1e-12));
    assertThat(comparison.after()).isCloseTo(0.5, within(1e-12));
    assertThat(comparison.relative()).isCloseTo(-1 / 6.0, within(1e-12));
    assertThat(comparison.difference().excludesZero()).isTrue();
  }

  @Test
  void noChangeIsNoDifference() {
    double[] scores = new SplittableRandom(1).doubles(50).toArray();
    double[] cosines = new SplittableRandom(2).doubles(50).toArray();
    List<String> sentences = Collections.nCopies(50, "a");
    var pairs = new StsPairs(scores, sentences, sentences);
    Comparison comparison = Comparison.of(Correlation.SPEARMAN, pairs, cosines, cosines, BOOTSTRAP);
    assertThat(comparison.difference()).isEqualTo(new Estimate(0, 0, 0));
  }

  @Test
  void otherQueriesCannotBeCompared() {
    Scores before = new Scores(List.of("q"), Map.of(Measure.MAP, new double[] {1}));
    Scores after = new Scores(List.of("r"), Map.of(Measure.MAP, new double[] {1}));
    assertThatThrownBy(() -> Comparison.of(Measure.MAP, before, after, BOOTSTRAP))
        .hasMessageContaining("the same queries");
  }
}
