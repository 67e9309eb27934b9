package dev.semblance.search.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class BootstrapTest {
  @Test
  void intervalOfAMeanIsNearTheNormalInterval() {
    double[] values = new SplittableRandom(7).doubles(400).toArray();
    Estimate estimate = Bootstrap.STANDARD.mean(values);

    double mean = estimate.value();
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean) / values.length;
    }
    double reach = 1.96 * Math.sqrt(variance / values.length);
    assertThat(estimate.low()).isCloseTo(mean - reach, within(0.1 * reach));
    assertThat(estimate.high()).isCloseTo(mean + reach, within(0.1 * reach));
  }

  @Test
  void theSameSeedGivesTheSameInterval() {
    double[] values = new SplittableRandom(3).doubles(50).toArray();
    assertThat(new Bootstrap(500, 1).mean(values)).isEqualTo(new Bootstrap(500, 1).mean(values));
    assertThat(new Bootstrap(500, 1).mean(values)).isNotEqualTo(new Bootstrap(500, 2).mean(values));
  }

  @Test
  void equalValuesHaveAnEmptyInterval() {
    assertThat(Bootstrap.STANDARD.mean(new double[] {0.5, 0.5, 0.5}))
        .isEqualTo(new Estimate(0.5, 0.5, 0.5));
  }

  @Test
  void smallConsistentDifferenceIsSignificantAlthoughIntervalsOverlap() {
    var random = new SplittableRandom(11);
    double[] baseline = random.doubles(200).toArray();
    double[] changed = new double[200];
    for (int i = 0; i < 200; i++) {
      changed[i] = baseline[i] - 0.01 + random.nextDouble(-0.005, 0.005);
    }
    Estimate before = Bootstrap.STANDARD.mean(baseline);
    Estimate after = Bootstrap.STANDARD.mean(changed);
    Estimate difference = Bootstrap.STANDARD.difference(baseline, changed);

    assertThat(after.high()).isGreaterThan(before.low());
    assertThat(difference.value()).isCloseTo(-0.01, within(0.001));
    assertThat(difference.excludesZero()).isTrue();
  }

  @Test
  void intervalOfACorrelationContainsIt() {
    var random = new SplittableRandom(5);
    double[] x = random.doubles(300).toArray();
    double[] y = new double[300];
    for (int i = 0; i < 300; i++) {
      y[i] = x[i] + random.nextDouble();
    }
    Estimate estimate = Bootstrap.STANDARD.correlation(Correlation.SPEARMAN, x, y);
    assertThat(estimate.value()).isBetween(estimate.low(), estimate.high());
    assertThat(estimate.high() - estimate.low()).isBetween(0.05, 0.2);
  }
}
