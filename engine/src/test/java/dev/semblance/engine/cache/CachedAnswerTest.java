package dev.semblance.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Embedding;
import org.junit.jupiter.api.Test;

class CachedAnswerTest {
  private static final float[] STRANGE = {
    0f, -0f, Float.MIN_VALUE, -Float.MAX_VALUE, 1f / 3, Float.intBitsToFloat(0x3f800001)
  };

  @Test
  void comesBackBitForBit() {
    CachedAnswer dense = new CachedAnswer(new Embedding.Dense(STRANGE), 7, true).copy();
    assertThat(((Embedding.Dense) dense.value()).values()).isEqualTo(STRANGE);
    assertThat(dense.tokens()).isEqualTo(7);
    assertThat(dense.truncated()).isTrue();

    int[] ids = {0, 5, 30_000, 1, 2, 3};
    CachedAnswer sparse = new CachedAnswer(new Embedding.Sparse(ids, STRANGE), 512, false).copy();
    assertThat(((Embedding.Sparse) sparse.value()).ids()).isEqualTo(ids);
    assertThat(((Embedding.Sparse) sparse.value()).weights()).isEqualTo(STRANGE);
    assertThat(sparse.truncated()).isFalse();

    CachedAnswer rows = new CachedAnswer(new Embedding.MultiVector(STRANGE, 3), 2, false).copy();
    assertThat(((Embedding.MultiVector) rows.value()).values()).isEqualTo(STRANGE);
    assertThat(((Embedding.MultiVector) rows.value()).width()).isEqualTo(3);
    assertThat(((Embedding.MultiVector) rows.value()).rows()).isEqualTo(2);
  }

  @Test
  void emptyAnswersAreAnswersToo() {
    CachedAnswer none =
        new CachedAnswer(new Embedding.Sparse(new int[0], new float[0]), 2, false).copy();
    assertThat(((Embedding.Sparse) none.value()).ids()).isEmpty();
  }
}
