package dev.semblance.engine;

import static dev.semblance.engine.Shared.floats;
import static dev.semblance.engine.Shared.json;
import static dev.semblance.engine.Shared.shared;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Truncation;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.model.ModelFinder;
import dev.semblance.engine.model.ModelSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The packaged models against published numbers.
class PackagedModelsTest {

  @ParameterizedTest
  @CsvSource({"BAAI/bge-small-en-v1.5", "BAAI/bge-small-zh-v1.5"})
  void leadingComponentsEqualThoseOfFastembed(String id) {
    JsonNode published = entry("reference/fastembed_canonical.json", "dense_text", "model", id);
    try (Embedder embedder = Engine.open(id, Shared.packaged().with(EncoderChoice.ONNX))) {
      float[] vector =
          embedder.embed(published.path("inputs").get(0).asText(), EmbedOptions.DEFAULT);
      float[] expected = floats(published.path("leading_of_input_0"));
      for (int i = 0; i < expected.length; i++) {
        assertThat(vector[i]).as("component %d", i).isCloseTo(expected[i], within(1e-3f));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bge-small-en-v1.5, Xenova/bge-small-en-v1.5",
    "bge-small-zh-v1.5, Xenova/bge-small-zh-v1.5"
  })
  void sumsOfComponentsEqualThoseOfFastembedRs(String name, String repository) {
    JsonNode published = entry("reference/fastembed_rs.json", "sums", "model_repo", repository);
    JsonNode inputs = json(shared("reference/fastembed_rs.json")).path("inputs");
    try (Embedder embedder = Engine.open(name, Shared.packaged().with(EncoderChoice.ONNX))) {
      for (int i = 0; i < inputs.size(); i++) {
        double sum = 0;
        for (float value : embedder.embed(inputs.get(i).asText(), EmbedOptions.DEFAULT)) {
          sum += value;
        }
        assertThat(sum)
            .as(inputs.get(i).asText())
            .isCloseTo(published.path("sum_of_components").get(i).doubleValue(), within(1e-3));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bge-small-en-v1.5, Xenova/bert-base-uncased",
    "bge-small-zh-v1.5, Xenova/bge-small-zh-v1.5"
  })
  void tokensEqualThoseOfTransformersJs(String name, String repository) {
    JsonNode cases =
        json(shared("reference/tokenization_transformers_js.json"))
            .path("models")
            .path(repository)
            .path("cases");
    ModelSpec spec = ModelSpec.read(new ModelFinder(Shared.packaged().places()).find(name));
    assertThat(cases).isNotEmpty();
    try (TextTokenizer tokenizer = TextTokenizer.open(spec)) {
      for (JsonNode one : cases) {
        if (one.has("text_pair")) {
          continue; // pairs are read by rerankers, not by embedders
        }
        int[] expected = new int[one.path("ids").size()];
        for (int i = 0; i < expected.length; i++) {
          expected[i] = one.path("ids").get(i).intValue();
        }
        assertThat(tokenizer.encode(one.path("text").asText(), Truncation.RIGHT).ids())
            .as(one.path("text").asText())
            .isEqualTo(expected);
      }
    }
  }

  private static JsonNode entry(String file, String list, String key, String value) {
    for (JsonNode entry : json(shared(file)).path(list)) {
      if (entry.path(key).asText().equals(value)) {
        return entry;
      }
    }
    throw new AssertionError(file + " has no " + key + " " + value);
  }
}
