package dev.semblance.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Embedding;
import org.junit.jupiter.api.Test;

class KeptTest {
  private static final float[] STRANGE = {
    0f, -0f, Float.MIN_VALUE, -Float.MAX_VALUE, 1f / 3, Float.intBitsToFloat(0x3f800001)
  };

  @Test
  void comesBackBitForBit() {
    Kept dense = new Kept(new Embedding.Dense(STRANGE), 7, true).copy();
    assertThat(((Embedding.Dense) dense.value()).values()).isEqualTo(STRANGE);
    assertThat(dense.tokens()).isEqualTo(7);
    assertThat(dense.truncated()).isTrue();

    int[] ids = {0, 5, 30_000, 1, 2, 3};
    Kept sparse = new Kept(new Embedding.Sparse(ids, STRANGE), 512, false).copy();
    assertThat(((Embedding.Sparse) sparse.value()).ids()).isEqualTo(ids);
    assertThat(((Embedding.Sparse) sparse.value()).weights()).isEqualTo(STRANGE);
    assertThat(sparse.truncated()).isFalse();

    Kept rows = new Kept(new Embedding.MultiVector(STRANGE, 3), 2, false).copy();
    assertThat(((Embedding.MultiVector) rows.value()).values()).isEqualTo(STRANGE);
    assertThat(((Embedding.MultiVector) rows.value()).width()).isEqualTo(3);
    assertThat(((Embedding.MultiVector) rows.value()).rows()).isEqualTo(2);
  }

  @Test
  void emptyAnswersAreAnswersToo() {
    Kept none = new Kept(new Embedding.Sparse(new int[0], new float[0]), 2, false).copy();
    assertThat(((Embedding.Sparse) none.value()).ids()).isEmpty();
  }
}
