package dev.semblance.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.Embedding;
import org.junit.jupiter.api.Test;

class StoredEmbeddingTest {
  private static final float[] STRANGE = {
    0f, -0f, Float.MIN_VALUE, -Float.MAX_VALUE, 1f / 3, Float.intBitsToFloat(0x3f800001)
  };

  private static StoredEmbedding stored(Embedding value, int tokens, boolean truncated) {
    return StoredEmbedding.ofBytes(new StoredEmbedding(value, tokens, truncated).bytes());
  }

  @Test
  void storedAnswersAreEqualToTheLastBit() {
    StoredEmbedding answer = stored(new Embedding.Dense(STRANGE), 7, true);
    var dense = (Embedding.Dense) answer.embedding();
    assertThat(dense.values()).isEqualTo(STRANGE);
    assertThat(answer.tokens()).isEqualTo(7);
    assertThat(answer.truncated()).isTrue();

    int[] ids = {0, 5, 30_000, 1, 2, 3};
    answer = stored(new Embedding.Sparse(ids, STRANGE), 512, false);
    var sparse = (Embedding.Sparse) answer.embedding();
    assertThat(sparse.ids()).isEqualTo(ids);
    assertThat(sparse.weights()).isEqualTo(STRANGE);
    assertThat(answer.truncated()).isFalse();

    answer = stored(new Embedding.MultiVector(STRANGE, 3), 2, false);
    var rows = (Embedding.MultiVector) answer.embedding();
    assertThat(rows.values()).isEqualTo(STRANGE);
    assertThat(rows.width()).isEqualTo(3);
    assertThat(rows.rows()).isEqualTo(2);
  }

  @Test
  void copiesHaveArraysOfTheirOwn() {
    var value = new Embedding.Dense(STRANGE);
    var copy = (Embedding.Dense) StoredEmbedding.copy(value);
    assertThat(copy.values()).isEqualTo(STRANGE).isNotSameAs(STRANGE);
  }

  @Test
  void emptyAnswersAreStored() {
    StoredEmbedding answer = stored(new Embedding.Sparse(new int[0], new float[0]), 2, false);
    assertThat(((Embedding.Sparse) answer.embedding()).ids()).isEmpty();
  }
}
