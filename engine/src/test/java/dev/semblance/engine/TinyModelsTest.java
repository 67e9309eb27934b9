package dev.semblance.engine;

import static dev.semblance.engine.Shared.floats;
import static dev.semblance.engine.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.Prompt;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Small models with random weights, made for this project, against what the reference libraries
/// answered for them.
class TinyModelsTest {
  private static final EmbedOptions NO_PROMPT = EmbedOptions.DEFAULT.with(new Prompt.None());

  @Test
  void theOneAmongTheTestResourcesAnswersAsExpected() {
    answersAsExpected(Shared.resource("bert-cls"), EncoderChoice.ONNX);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-cls", "bge-m3-like"})
  void exportedGraphsAnswerAsExpected(String name) {
    answersAsExpected(Shared.shared("fixtures/models/" + name), EncoderChoice.ONNX);
  }

  private static void answersAsExpected(Path folder, EncoderChoice encoder) {
    JsonNode expected = json(folder.resolve("expected.json"));
    try (Embedder embedder = Engine.open(folder.toString(), Shared.packaged().with(encoder))) {
      assertThat(embedder.model().shape().maxTokens())
          .isEqualTo(expected.path("max_seq_length").intValue());
      List<Input> texts = new ArrayList<>();
      expected.path("cases").forEach(one -> texts.add(Input.of(one.path("text").asText())));
      List<Embedded> results = embedder.embed(texts, NO_PROMPT);
      for (int i = 0; i < texts.size(); i++) {
        JsonNode one = expected.path("cases").get(i);
        assertThat(results.get(i).tokens()).isEqualTo(one.path("input_ids").size());
        assertClose(results.get(i).vector(), one);
      }
      for (JsonNode one : expected.path("prompts")) {
        var prompt = new Prompt.Named(one.path("prompt_name").asText());
        assertClose(
            embedder.embed(one.path("text").asText(), EmbedOptions.DEFAULT.with(prompt)), one);
      }
    }
  }

  @Test
  void sparseAndTokenVectorsOfBgeM3ComeFromTheSamePass() {
    Path folder = Shared.shared("fixtures/models/bge-m3-like");
    JsonNode expected = json(folder.resolve("expected.json"));
    var all = NO_PROMPT.with(Output.DENSE, Output.SPARSE, Output.MULTI_VECTOR);
    try (Embedder embedder =
        Engine.open(folder.toString(), Shared.packaged().with(EncoderChoice.ONNX))) {
      for (JsonNode one : expected.path("cases")) {
        Embedded result =
            embedder.embed(List.of(Input.of(one.path("text").asText())), all).getFirst();
        assertClose(result.vector(), one);
        Goldens.assertSparse(result.sparse(), one.path("sparse"));
        Goldens.assertRows(result.vectors(Output.MULTI_VECTOR), one.path("colbert"), 1e-5f);
      }
    }
  }

  @Test
  void staticEmbeddingsAreMeansOfRows() {
    Path folder = Shared.shared("fixtures/models/static-embedding");
    JsonNode expected = json(folder.resolve("expected.json"));
    var raw = NO_PROMPT.with(new OutputForm(false, null));
    try (Embedder embedder = Engine.open(folder.toString(), Shared.packaged())) {
      for (JsonNode one : expected.path("cases")) {
        assertClose(embedder.embed(one.path("text").asText(), raw), one);
      }
    }
  }

  @Test
  void cutsBeforeItNormalises() {
    Path folder = Shared.resource("bert-cls");
    try (Embedder embedder = Engine.open(folder.toString(), Shared.packaged())) {
      float[] cut = embedder.embed("What is BGE M3?", NO_PROMPT.with(new OutputForm(true, 8)));
      float[] raw = embedder.embed("What is BGE M3?", NO_PROMPT.with(new OutputForm(false, null)));
      double length = 0;
      for (int i = 0; i < 8; i++) {
        length += (double) raw[i] * raw[i];
      }
      assertThat(cut).hasSize(8);
      assertThat(cut[0]).isCloseTo((float) (raw[0] / Math.sqrt(length)), within(1e-6f));
    }
  }

  private static void assertClose(float[] vector, JsonNode one) {
    float[] expected = floats(one.has("embedding") ? one.path("embedding") : one.path("dense"));
    assertThat(vector).as(one.path("text").asText()).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(vector[i])
          .as("%s, component %d", one.path("text").asText(), i)
          .isCloseTo(expected[i], within(1e-5f));
    }
  }
}
