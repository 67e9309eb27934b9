package dev.semblance.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.Embedding;
import dev.semblance.Fault;
import dev.semblance.OutputForm;
import dev.semblance.SemblanceException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VectorsTest {

  @Test
  void normalisedVectorsHaveLengthOne() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      float[] vector = new float[1 + random.nextInt(1024)];
      for (int i = 0; i < vector.length; i++) {
        vector[i] = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(9) - 4));
      }
      Vectors.normalize(vector);
      double squares = 0;
      for (float value : vector) {
        squares += (double) value * value;
      }
      assertThat(Math.sqrt(squares)).as("seed 7, round %d", round).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void zeroVectorStaysZero() {
    assertThat(Vectors.form(new float[4], OutputForm.NORMALIZED)).containsOnly(0f);
  }

  @Test
  void cutsBeforeNormalising() {
    float[] vector = {3, 4, 12};
    assertThat(Vectors.form(vector, new OutputForm(true, 2))).containsExactly(0.6f, 0.8f);
    assertThat(Vectors.form(vector, new OutputForm(false, 2))).containsExactly(3f, 4f);
    assertThat(vector).as("the given array is not changed").containsExactly(3, 4, 12);
  }

  @Test
  void multiVectorIsCutAndOptionallyNormalised() {
    var vectors = new Embedding.MultiVector(new float[] {3, 4, 12, 0, 5, 0}, 3);
    assertThat(Vectors.cut(vectors, 2, false).values()).containsExactly(3, 4, 0, 5);
    assertThat(Vectors.cut(vectors, 2, true).values()).containsExactly(.6f, .8f, 0, 1);
    assertThat(Vectors.cut(vectors, null, true)).isSameAs(vectors);
    assertThatThrownBy(() -> Vectors.cut(vectors, 4, true)).hasMessageContaining("maximum: 3");
  }

  @Test
  void standardizedVectorsHaveMeanZeroAndVarianceOne() {
    assertThat(Vectors.standardized(new float[] {1, 2, 3, 6}, 0))
        .containsExactly(
            (float) (-2 / Math.sqrt(3.5)),
            (float) (-1 / Math.sqrt(3.5)),
            0,
            (float) (3 / Math.sqrt(3.5)));
    assertThat(Vectors.standardized(new float[] {7, 7}, 1e-5)).containsOnly(0f);
  }

  @Test
  void refusesDimensionsOutsideTheVector() {
    assertThatThrownBy(() -> Vectors.width(new OutputForm(true, 0), 3))
        .isInstanceOf(SemblanceException.class)
        .hasMessage("`dimensions` should be positive")
        .extracting(e -> ((SemblanceException) e).fault())
        .isEqualTo(Fault.INVALID);
    assertThatThrownBy(() -> Vectors.width(new OutputForm(true, 4), 3))
        .hasMessageContaining("smaller than the maximum embedding dimension")
        .hasMessageContaining("Given: 4, maximum: 3");
  }

  @Test
  void cosineStaysWithinItsRange() {
    float[] a = {1e-20f, 1};
    assertThat(Vectors.cosine(a, a)).isEqualTo(1);
    assertThat(Vectors.cosine(a, new float[2])).isZero();
    assertThatThrownBy(() -> Vectors.dot(a, new float[3])).hasMessageContaining("2 and 3");
  }
}
