package dev.semblance.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.SemblanceException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Numbers from sentence-transformers 5.7, `quantize_embeddings`.
class ScalarCodecTest {
  private static final float[] A = {.10f, -.20f, .30f, 0, -.5f, .7f, .01f, -.01f, .4f};
  private static final float[] B = {-.1f, .2f, .1f, .5f, .25f, -.7f, -.3f, .9f, 0};
  private static final float[] C = {.05f, 0, -.3f, .25f, .5f, 0, .02f, .3f, -.2f};

  @Test
  void codesEqualTheReferenceWithItsOwnRanges() {
    ScalarCodec codec = ScalarCodec.unsigned(Ranges.of(List.of(A, B, C)));
    assertThat(unsigned(codec.encode(A))).containsExactly(255, 0, 255, 0, 0, 255, 247, 0, 255);
    assertThat(unsigned(codec.encode(B))).containsExactly(0, 255, 170, 254, 191, 0, 0, 255, 85);
    assertThat(unsigned(codec.encode(C))).containsExactly(191, 127, 0, 127, 254, 127, 254, 86, 0);
  }

  @Test
  void codesEqualTheReferenceWithGivenRanges() {
    assertThat(ScalarCodec.signed(symmetric(9)).encode(A))
        .containsExactly(12, -27, 37, -1, -65, 88, 0, -2, 50);
    assertThat(unsigned(ScalarCodec.unsigned(symmetric(9)).encode(A)))
        .containsExactly(140, 101, 165, 127, 63, 216, 128, 126, 178);
  }

  @Test
  void clampsOutsideTheRangeAndDividesInFloat32() {
    float[] vector = {1.5f, -1.5f, 1, -1, 0, .999f, -.999f, .00392f, .5f};
    assertThat(unsigned(ScalarCodec.unsigned(symmetric(9)).encode(vector)))
        .containsExactly(255, 0, 254, 0, 127, 254, 0, 127, 191);
  }

  @Test
  void clampsToRangesOfCalibrationVectors() {
    Ranges ranges = Ranges.of(List.of(new float[] {1, 20, -3}, new float[] {4, 5, -60}));
    float[] vector = {-1, 15, 1};
    assertThat(ScalarCodec.signed(ranges).encode(vector)).containsExactly(-128, 42, 127);
    assertThat(unsigned(ScalarCodec.unsigned(ranges).encode(vector))).containsExactly(0, 170, 255);
  }

  @Test
  void constantDimensionHasStepOne() {
    Ranges ranges = Ranges.of(List.of(new float[] {.2f, .3f}, new float[] {.2f, .4f}));
    ScalarCodec codec = ScalarCodec.unsigned(ranges);
    assertThat(unsigned(codec.encode(new float[] {.2f, .4f}))).containsExactly(0, 255);
    assertThat(unsigned(codec.encode(new float[] {2.7f, .3f}))).containsExactly(2, 0);
  }

  @Test
  void signedIsUnsignedLess128() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int width = 1; width < 70; width++) {
      Ranges ranges = Ranges.of(List.of(gaussian(random, width), gaussian(random, width)));
      float[] vector = gaussian(random, width);
      byte[] signed = ScalarCodec.signed(ranges).encode(vector);
      int[] unsigned = unsigned(ScalarCodec.unsigned(ranges).encode(vector));
      for (int i = 0; i < width; i++) {
        assertThat((int) signed[i]).isEqualTo(unsigned[i] - 128);
      }
    }
  }

  @Test
  void refusesVectorOfAnotherWidth() {
    assertThatThrownBy(() -> ScalarCodec.signed(symmetric(9)).encode(new float[8]))
        .isInstanceOf(SemblanceException.class)
        .hasMessage("the ranges have 9 dimensions, the vector has 8");
  }

  @Test
  void refusesInvalidRanges() {
    assertThatThrownBy(() -> new Ranges(new float[] {0, 1}, new float[] {1, Float.NaN}))
        .hasMessage("the range of dimension 1 is 1.0 … NaN");
    assertThatThrownBy(() -> new Ranges(new float[] {0, 2}, new float[] {1, 1}))
        .hasMessage("the range of dimension 1 is 2.0 … 1.0");
    assertThatThrownBy(() -> new Ranges(new float[2], new float[3]))
        .hasMessageContaining("Given: 2 and 3");
    assertThatThrownBy(() -> Ranges.of(List.of()))
        .hasMessage("ranges need at least one calibration vector");
  }

  private static Ranges symmetric(int width) {
    float[] lowest = new float[width];
    float[] highest = new float[width];
    Arrays.fill(lowest, -1);
    Arrays.fill(highest, 1);
    return new Ranges(lowest, highest);
  }

  private static float[] gaussian(Random random, int width) {
    float[] vector = new float[width];
    for (int i = 0; i < width; i++) {
      vector[i] = (float) random.nextGaussian();
    }
    return vector;
  }

  private static int[] unsigned(byte[] codes) {
    return IntStream.range(0, codes.length).map(i -> Byte.toUnsignedInt(codes[i])).toArray();
  }
}
