package dev.semblance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparseTest {
  private final Embedding.Sparse sparse =
      new Embedding.Sparse(new int[] {2, 5, 7, 9}, new float[] {1, 3, 1, 2});

  @Test
  void keepsTheLargestWeightsInTheOrderOfIds() {
    assertThat(sparse.heaviest(2).ids()).containsExactly(5, 9);
    assertThat(sparse.heaviest(2).weights()).containsExactly(3, 2);
  }

  @Test
  void keepsSmallerIdsOfEqualWeights() {
    assertThat(sparse.heaviest(3).ids()).containsExactly(2, 5, 9);
  }

  @Test
  void keepsAllWhereTheLimitIsNotReached() {
    assertThat(sparse.heaviest(4)).isSameAs(sparse);
    assertThat(sparse.heaviest(0).ids()).isEmpty();
  }

  @Test
  void spreadsTheWeightsOverTheVocabulary() {
    assertThat(sparse.spread(10).values()).containsExactly(0, 0, 1, 0, 0, 3, 0, 1, 0, 2);
  }
}
