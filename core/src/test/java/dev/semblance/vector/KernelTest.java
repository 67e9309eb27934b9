package dev.semblance.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KernelTest {
  private static final long SEED = 20261121;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 15, 16, 17, 33, 384, 1024, 1031})
  void implementationsAgreeAtEveryLength(int length) {
    Random random = new Random(SEED + length);
    float[] a = gaussian(random, length);
    float[] b = gaussian(random, length);
    Kernel scalar = new ScalarKernel();
    Kernel simd = new SimdKernel();
    float tolerance = 1e-5f * Math.max(1, length);
    assertThat(simd.dot(a, b)).as("seed %d", SEED).isCloseTo(scalar.dot(a, b), within(tolerance));
    assertThat(simd.squareDistance(a, b))
        .as("seed %d", SEED)
        .isCloseTo(scalar.squareDistance(a, b), within(tolerance));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 37, 384})
  void implementationsAgreeOnProductsOfManyRows(int width) {
    Random random = new Random(SEED + width);
    float[] a = gaussian(random, 11 * width);
    float[] b = gaussian(random, 6 * width);
    float[] scalar = new float[9 * 5];
    float[] simd = new float[9 * 5];
    var left = new Linear.RowBlock(a, 2, 9);
    var right = new Linear.RowBlock(b, 1, 5);
    new ScalarKernel().products(left, width, right, scalar);
    new SimdKernel().products(left, width, right, simd);
    assertThat(simd).as("seed %d", SEED).containsExactly(scalar, within(1e-4f * width));
  }

  @Test
  void nameTellsTheImplementation() {
    assertThat(new ScalarKernel().implementationName()).isEqualTo("plain Java");
    assertThat(new SimdKernel().implementationName()).matches("SIMD, \\d+ bits");
    assertThat(Kernel.best()).isInstanceOf(SimdKernel.class);
  }

  private static float[] gaussian(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
