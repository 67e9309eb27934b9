package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.engine.encoder.transformer.NativeMemory.Region;
import java.lang.foreign.ValueLayout;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Powers over their sums against `e^(s − max) / Σ e^(s − max)` in double precision.
class SoftmaxTest {
  private static final int ROWS = 5;
  private static final int KEYS = 48;
  private static final int TO = 43;
  private static final float SCALE = 0.25f;

  /// Also where no power of 2 is large or small enough for the scores as they are.
  @ParameterizedTest
  @CsvSource({"0, 4", "0, 40", "300, 4", "-300, 4", "1500, 60", "-1500, 60", "0, 2000", "330, 90"})
  void isTheSoftmaxWhereverTheScoresLie(float middle, float spread) {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    float[] given = new float[ROWS * KEYS];
    for (int i = 0; i < given.length; i++) {
      given[i] = middle + spread * (float) random.nextGaussian();
    }
    try (Region scores = new Region();
        Region powers = new Region()) {
      Softmax.ScoreRows rows = rows(scores, given);
      float[] sums = new float[ROWS];
      Softmax.bfloat16(rows, powers.atLeast(2L * given.length), sums, 0);
      for (int i = 0; i < given.length; i++) {
        short bits = NativeMemory.ALL.get(ValueLayout.JAVA_SHORT, powers.atLeast(0) + 2L * i);
        float power = Float.intBitsToFloat(bits << 16);
        double wanted = expected(given, i);
        assertThat((double) power / sums[i / KEYS]).isCloseTo(wanted, within(wanted / 100 + 1e-20));
      }
      Softmax.float32(rows(scores, given), sums, 0);
      for (int i = 0; i < given.length; i++) {
        double wanted = expected(given, i);
        assertThat((double) NativeMemory.floatAt(rows.at() + 4L * i) / sums[i / KEYS])
            .isCloseTo(wanted, within(wanted * 2e-5 + 1e-20));
      }
    }
  }

  private static Softmax.ScoreRows rows(Region region, float[] given) {
    long at = region.atLeast(4L * given.length);
    for (int i = 0; i < given.length; i++) {
      NativeMemory.ALL.set(ValueLayout.JAVA_FLOAT, at + 4L * i, given[i]);
    }
    for (int row = 0; row < ROWS; row++) {
      Softmax.mask(at + 4L * row * KEYS, KEYS, 0, TO, SCALE);
    }
    return new Softmax.ScoreRows(at, ROWS, KEYS, SCALE);
  }

  private static double expected(float[] given, int i) {
    if (i % KEYS >= TO) {
      return 0;
    }
    int row = i - i % KEYS;
    double max = Double.NEGATIVE_INFINITY;
    for (int k = row; k < row + TO; k++) {
      max = Math.max(max, given[k] * (double) SCALE);
    }
    double sum = 0;
    for (int k = row; k < row + TO; k++) {
      sum += Math.exp(given[k] * (double) SCALE - max);
    }
    return Math.exp(given[i] * (double) SCALE - max) / sum;
  }
}
