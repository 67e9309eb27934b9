package dev.semblance.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.Embedding;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimilarityTest {
  private static final Embedding.MultiVector AXES =
      new Embedding.MultiVector(new float[] {1, 0, 0, 1}, 2);

  @Test
  void takesEachQueryVectorsBestMatch() {
    var document = new Embedding.MultiVector(new float[] {0.5f, 0, -1, 0.25f, 0.1f, -3}, 2);
    assertThat(Similarity.maxSim(AXES, document)).isCloseTo(0.75, within(1e-6));
    assertThat(Similarity.of(AXES, document)).isCloseTo(0.375, within(1e-6));
  }

  /// A batch that pads documents with zero vectors would answer 0 here.
  @Test
  void allowsNegativeMatches() {
    var against = new Embedding.MultiVector(new float[] {-1, -1}, 2);
    assertThat(Similarity.maxSim(AXES, against)).isCloseTo(-2, within(1e-6));
  }

  @Test
  void isZeroWithoutVectors() {
    var nothing = new Embedding.MultiVector(new float[0], 2);
    assertThat(Similarity.maxSim(AXES, nothing)).isZero();
    assertThat(Similarity.of(nothing, AXES)).isZero();
    assertThat(
            Similarity.shared(
                new Embedding.Sparse(new int[0], new float[0]),
                new Embedding.Sparse(new int[] {1}, new float[] {1})))
        .isZero();
  }

  @Test
  void agreesWithTheDefinitionOnRandomVectors() {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    Random random = new Random(seed);
    int width = 1 + random.nextInt(70);
    var query = random(random, 1 + random.nextInt(9), width);
    var document = random(random, 1 + random.nextInt(90), width);
    double expected = 0;
    for (int q = 0; q < query.rows(); q++) {
      double best = Double.NEGATIVE_INFINITY;
      for (int d = 0; d < document.rows(); d++) {
        double dot = 0;
        for (int i = 0; i < width; i++) {
          dot += (double) query.values()[q * width + i] * document.values()[d * width + i];
        }
        best = Math.max(best, dot);
      }
      expected += best;
    }
    assertThat(Similarity.maxSim(query, document))
        .as("seed " + seed)
        .isCloseTo(expected, within(1e-3));
  }

  @Test
  void refusesTwoKindsAndTwoWidths() {
    assertThatThrownBy(() -> Similarity.of(AXES, new Embedding.Dense(new float[] {1, 0})))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> Similarity.maxSim(AXES, new Embedding.MultiVector(new float[] {1, 0, 0}, 3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("2 and 3");
  }

  private static Embedding.MultiVector random(Random random, int rows, int width) {
    float[] values = new float[rows * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new Embedding.MultiVector(values, width);
  }
}
