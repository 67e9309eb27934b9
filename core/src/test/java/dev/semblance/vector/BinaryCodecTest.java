package dev.semblance.vector;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Numbers from sentence-transformers 5.7, `quantize_embeddings`.
class BinaryCodecTest {
  private static final float[] A = {.10f, -.20f, .30f, 0, -.5f, .7f, .01f, -.01f, .4f};
  private static final float[] B = {-.1f, .2f, .1f, .5f, .25f, -.7f, -.3f, .9f, 0};

  @Test
  void bitsEqualTheReference() {
    assertThat(new BinaryCodec(false).encode(A)).containsExactly((byte) 166, (byte) 128);
    assertThat(new BinaryCodec(false).encode(B)).containsExactly((byte) 121, (byte) 0);
    assertThat(new BinaryCodec(true).encode(A)).containsExactly(38, 0);
    assertThat(new BinaryCodec(true).encode(B)).containsExactly(-7, -128);
  }

  @Test
  void zeroAndMinusZeroGiveZeroBits() {
    float[] vector = {0, -0f, 1e-30f, -1e-30f, 1, -1, Float.NaN, 2};
    assertThat(new BinaryCodec(false).encode(vector)).containsExactly((byte) 41);
  }

  @Test
  void simdAndPlainJavaSetTheSameBits() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    for (int width = 1; width < 200; width++) {
      float[] vector = new float[width];
      for (int i = 0; i < width; i++) {
        vector[i] = random.nextInt(4) == 0 ? 0 : (float) random.nextGaussian();
      }
      byte[] plain = new byte[(width + 7) / 8];
      byte[] simd = plain.clone();
      new ScalarKernel().signs(vector, plain);
      new SimdKernel().signs(vector, simd);
      assertThat(simd).as("width %d", width).isEqualTo(plain);
    }
  }
}
