package dev.semblance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Embedding;
import java.util.Map;
import java.util.TreeMap;

/// Compares embeddings with results of the reference libraries.
final class Goldens {
  private static final float SPARSE_TOLERANCE = 2e-5f;

  private Goldens() {}

  /// A vector, number by number.
  static void assertVector(float[] vector, JsonNode numbers, float tolerance) {
    String text = numbers.path("text").asText();
    float[] expected = Shared.floats(numbers.path("embedding"));
    assertThat(vector).as(text).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(vector[i])
          .as("%s, component %d", text, i)
          .isCloseTo(expected[i], within(tolerance));
    }
  }

  /// Keys must be equal, except for weights within the tolerance of 0.
  static void assertSparse(Embedding.Sparse sparse, JsonNode expected) {
    Map<Integer, Float> weights = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : expected.properties()) {
      weights.put(Integer.parseInt(entry.getKey()), entry.getValue().floatValue());
    }
    for (int i = 0; i < sparse.ids().length; i++) {
      Float weight = weights.remove(sparse.ids()[i]);
      assertThat(sparse.weights()[i])
          .as("token id %d", sparse.ids()[i])
          .isCloseTo(weight == null ? 0 : weight, within(SPARSE_TOLERANCE));
    }
    assertThat(weights.values()).allMatch(weight -> weight < SPARSE_TOLERANCE);
  }

  /// The rows of a matrix that the file contains.
  static void assertRows(Embedding.MultiVector vectors, JsonNode expected, float tolerance) {
    assertThat(vectors.rows()).isEqualTo(expected.path("shape").get(0).intValue());
    assertThat(vectors.width()).isEqualTo(expected.path("shape").get(1).intValue());
    for (Map.Entry<String, JsonNode> row : expected.path("rows").properties()) {
      int first = Integer.parseInt(row.getKey()) * vectors.width();
      for (int d = 0; d < vectors.width(); d++) {
        assertThat(vectors.values()[first + d])
            .as("row %s, component %d", row.getKey(), d)
            .isCloseTo(row.getValue().get(d).floatValue(), within(tolerance));
      }
    }
  }
}
