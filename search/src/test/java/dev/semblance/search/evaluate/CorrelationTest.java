package dev.semblance.search.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CorrelationTest {
  @Test
  void pearsonOfHandWorkedValues() {
    // Deviations −1.5 −0.5 0.5 1.5 and −2 0 −1 3: sums of products 5, 5 and 7, 14.
    double[] x = {1, 2, 3, 4};
    double[] y = {1, 3, 2, 6};
    assertThat(Correlation.PEARSON.of(x, y)).isCloseTo(7 / Math.sqrt(5 * 14.0), within(1e-15));
  }

  @Test
  void spearmanWithoutTiesIsOneLessSixSquaredRankDifferences() {
    // Ranks of y: 2 1 4 3 5; squared differences 1 1 1 1 0; 1 − 6·4/(5·24) = 0.8.
    double[] x = {10, 20, 30, 40, 50};
    double[] y = {2, 1, 400, 3, 5_000};
    assertThat(Correlation.SPEARMAN.of(x, y)).isCloseTo(0.8, within(1e-15));
  }

  @Test
  void equalValuesShareTheMeanOfTheirRanks() {
    // Ranks 1 2.5 2.5 4 against 1 2 3 4: deviations −1.5 0 0 1.5 and −1.5 −0.5 0.5 1.5.
    double[] x = {1, 2, 2, 3};
    double[] y = {1, 2, 3, 4};
    assertThat(Correlation.SPEARMAN.of(x, y)).isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-15));
  }

  @Test
  void constantValuesHaveNoCorrelation() {
    assertThat(Correlation.SPEARMAN.of(new double[] {1, 1, 1}, new double[] {1, 2, 3})).isNaN();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void countingAPairTwiceIsTheSameAsWritingItTwice(long seed) {
    System.out.println("seed " + seed);
    var random = new SplittableRandom(seed);
    int n = 30;
    double[] x = random.ints(n, 0, 8).asDoubleStream().toArray();
    double[] y = random.doubles(n).toArray();
    int[] counts = random.ints(n, 0, 4).toArray();
    int total = Arrays.stream(counts).sum();
    double[] longX = new double[total];
    double[] longY = new double[total];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int c = 0; c < counts[i]; c++) {
        longX[at] = x[i];
        longY[at++] = y[i];
      }
    }
    for (Correlation kind : Correlation.values()) {
      assertThat(kind.between(x, y).of(counts)).isCloseTo(kind.of(longX, longY), within(1e-12));
    }
  }
}
