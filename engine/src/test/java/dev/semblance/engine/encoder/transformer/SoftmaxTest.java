package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.engine.encoder.transformer.NativeMemory.Region;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Weights over their sums against `e^(s − max) / Σ e^(s − max)` in double precision.
class SoftmaxTest {
  private static final int ROWS = 5;
  private static final int KEYS = 48;
  private static final int TO = 43;
  private static final float SCALE = 0.25f;

  /// Also for scores whose unshifted weights of 2 overflow or underflow.
  @ParameterizedTest
  @CsvSource({"0, 4", "0, 40", "300, 4", "-300, 4", "1500, 60", "-1500, 60", "0, 2000", "330, 90"})
  void equalsTheSoftmaxOfScoresInAnyRange(float middle, float spread) {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    float[] values = new float[ROWS * KEYS];
    for (int i = 0; i < values.length; i++) {
      values[i] = middle + spread * (float) random.nextGaussian();
    }
    try (Region scores = new Region();
        Region weights = new Region()) {
      Softmax.ScoreRows rows = rows(scores, values);
      float[] sums = new float[ROWS];
      Softmax.bfloat16(rows, weights.atLeast(2L * values.length), sums, 0);
      for (int i = 0; i < values.length; i++) {
        short bits = NativeMemory.ALL.get(ValueLayout.JAVA_SHORT, weights.atLeast(0) + 2L * i);
        float weight = Float.intBitsToFloat(bits << 16);
        double expectedWeight = expected(values, i);
        assertThat((double) weight / sums[i / KEYS])
            .isCloseTo(expectedWeight, within(expectedWeight / 100 + 1e-20));
      }
      Softmax.float32(rows(scores, values), sums, 0);
      for (int i = 0; i < values.length; i++) {
        double expectedWeight = expected(values, i);
        assertThat((double) NativeMemory.floatAt(rows.at() + 4L * i) / sums[i / KEYS])
            .isCloseTo(expectedWeight, within(expectedWeight * 2e-5 + 1e-20));
      }
    }
  }

  private static Softmax.ScoreRows rows(Region region, float[] values) {
    long at = region.atLeast(4L * values.length);
    for (int i = 0; i < values.length; i++) {
      NativeMemory.ALL.set(ValueLayout.JAVA_FLOAT, at + 4L * i, values[i]);
    }
    for (int row = 0; row < ROWS; row++) {
      Softmax.mask(at + 4L * row * KEYS, KEYS, 0, TO, SCALE);
    }
    return new Softmax.ScoreRows(at, ROWS, KEYS, SCALE);
  }

  private static double expected(float[] values, int i) {
    if (i % KEYS >= TO) {
      return 0;
    }
    int row = i - i % KEYS;
    double max = Double.NEGATIVE_INFINITY;
    for (int k = row; k < row + TO; k++) {
      max = Math.max(max, values[k] * (double) SCALE);
    }
    double sum = 0;
    for (int k = row; k < row + TO; k++) {
      sum += Math.exp(values[k] * (double) SCALE - max);
    }
    return Math.exp(values[i] * (double) SCALE - max) / sum;
  }
}
