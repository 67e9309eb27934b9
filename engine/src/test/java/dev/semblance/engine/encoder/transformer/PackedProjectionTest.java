package dev.semblance.engine.encoder.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.engine.Shared;
import dev.semblance.engine.encoder.PlainProjection;
import dev.semblance.engine.encoder.Projection;
import dev.semblance.engine.model.Activation;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.onednn.OneDnn;
import dev.semblance.vector.Linear;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The native encoder's projections against the implementation in plain Java.
class PackedProjectionTest {
  private static final int WIDTH = 40;
  private static final long SEED = 20261121;

  @BeforeAll
  static void oneDnnMustHaveABuildHere() {
    assumeTrue(OneDnn.missing().isEmpty(), () -> "skipped: " + OneDnn.missing().orElseThrow());
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void equalsThePlainProjection(Activation activation) {
    agrees(linear(90), activation, 7, 1);
  }

  /// Rows and columns at the edges of blocks, stripes and slices, and more threads than slices.
  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "1, 1300, 3",
    "3, 511, 2",
    "127, 512, 2",
    "128, 513, 1",
    "129, 1024, 2",
    "512, 1100, 3",
    "700, 1100, 2",
    "1100, 600, 64"
  })
  void equalsThePlainProjectionAtEverySize(int rows, int columns, int threads) {
    agrees(linear(columns), Activation.IDENTITY, rows, threads);
  }

  private static void agrees(Linear linear, Activation activation, int rows, int threads) {
    Linear.RowBlock x = rows(rows);
    float[] expected = new PlainProjection(linear, activation).apply(x, threads);
    try (var encoder = open(NativePrecision.F32)) {
      float[] packed = encoder.projection(linear, activation).apply(x, threads);
      assertThat(Golden.distance(expected, packed)).as("seed %d", SEED).isLessThan(1e-5);
    }
  }

  @Test
  void bfloat16HasNearlyTheSameDirection() {
    assumeTrue(OneDnn.instance().isa().bfloat16(), "skipped: no bfloat16 here");
    Linear linear = linear(700);
    Linear.RowBlock x = rows(9);
    float[] expected = new PlainProjection(linear, Activation.GELU).apply(x, 1);
    try (var encoder = open(NativePrecision.BF16)) {
      float[] packed = encoder.projection(linear, Activation.GELU).apply(x, 2);
      assertThat(Golden.cosine(expected, packed)).as("seed %d", SEED).isGreaterThan(0.9999);
    }
  }

  @Test
  void resultDoesNotDependOnOtherRowsOrThreads() {
    Linear linear = linear(1300);
    Linear.RowBlock x = rows(133);
    try (var encoder = open(NativePrecision.F32)) {
      Projection projection = encoder.projection(linear, Activation.IDENTITY);
      float[] all = projection.apply(x, 2);
      for (int r = 0; r < x.count(); r++) {
        float[] alone = projection.apply(new Linear.RowBlock(x.values(), x.first() + r, 1), 1);
        float[] among = new Linear.RowBlock(all, 0, x.count()).row(r, linear.out());
        assertThat(Golden.distance(alone, among)).as("seed %d, row %d", SEED, r).isLessThan(1e-6);
      }
    }
  }

  @Test
  void isClosedWithItsEncoder() {
    Projection projection;
    try (var encoder = open(NativePrecision.F32)) {
      projection = encoder.projection(linear(5), Activation.IDENTITY);
    }
    assertThatThrownBy(() -> projection.apply(rows(1), 1))
        .isInstanceOf(IllegalStateException.class);
  }

  private static NativeEncoder open(NativePrecision precision) {
    return NativeEncoder.open(new ModelFolder("any", Shared.resource("bert-cls")), precision);
  }

  private static Linear linear(int columns) {
    Random random = new Random(SEED);
    return new Linear(numbers(random, columns * WIDTH), numbers(random, columns), WIDTH);
  }

  /// Rows inside an array, like an input's rows in its batch.
  private static Linear.RowBlock rows(int count) {
    return new Linear.RowBlock(numbers(new Random(SEED + count), (count + 2) * WIDTH), 1, count);
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian() / 4;
    }
    return numbers;
  }
}
