package dev.semblance.engine;

import static dev.semblance.engine.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Embedding;
import dev.semblance.Input;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.Prompt;
import dev.semblance.vector.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Small models with random weights, made for this project, against results of the reference
/// libraries.
class TinyModelsTest {
  private static final EmbedOptions NO_PROMPT = EmbedOptions.DEFAULT.with(new Prompt.None());

  @ParameterizedTest
  @EnumSource(
      value = EncoderChoice.class,
      names = {"ONNX", "F32"})
  void modelOfTheTestResourcesEqualsTheReference(EncoderChoice encoder) throws IOException {
    answersAsExpected(Shared.resource("bert-cls"), encoder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-cls", "bge-m3-like"})
  void exportedGraphsEqualTheReference(String name) throws IOException {
    answersAsExpected(Shared.shared("fixtures/models/" + name), EncoderChoice.ONNX);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert-bf16",
        "bert-bin",
        "bert-cls",
        "bert-dense",
        "bert-f16",
        "bert-layernorm-dense",
        "bert-mean",
        "bert-poolings",
        "bert-sharded",
        "bert-zh",
        "bge-m3-like",
        "distilbert",
        "gte-new",
        "gte-new-v5",
        "modernbert",
        "mpnet",
        "nomic-bert",
        "nomic-bert-v5",
        "roberta",
        "xlm-roberta"
      })
  void knownArchitecturesEqualTheReference(String name) throws IOException {
    answersAsExpected(Shared.shared("fixtures/models/" + name), EncoderChoice.F32);
  }

  private static void answersAsExpected(Path folder, EncoderChoice encoder) throws IOException {
    JsonNode expected = json(folder.resolve("expected.json"));
    EmbedOptions options = NO_PROMPT.with(new OutputForm(normalizes(folder), null));
    try (Embedder embedder = Engine.open(folder.toString(), Shared.packaged().with(encoder))) {
      assertThat(embedder.card().shape().maxTokens())
          .isEqualTo(expected.path("max_seq_length").intValue());
      List<Input> texts = new ArrayList<>();
      expected.path("cases").forEach(one -> texts.add(Input.of(one.path("text").asText())));
      List<Embedded> results = embedder.embed(texts, options);
      for (int i = 0; i < texts.size(); i++) {
        JsonNode one = expected.path("cases").get(i);
        assertThat(results.get(i).tokens()).isEqualTo(one.path("input_ids").size());
        Goldens.assertVector(results.get(i).vector(), one, tolerance(folder));
      }
      for (JsonNode one : expected.path("prompts")) {
        var prompted = options.with(new Prompt.Named(one.path("prompt_name").asText()));
        Goldens.assertVector(
            embedder.embed(one.path("text").asText(), prompted), one, tolerance(folder));
      }
    }
  }

  @Test
  void sparseAndTokenVectorsOfBgeM3ComeFromTheSamePass() {
    Path folder = Shared.shared("fixtures/models/bge-m3-like");
    JsonNode expected = json(folder.resolve("expected.json"));
    var all = NO_PROMPT.with(Output.DENSE, Output.SPARSE, Output.MULTI_VECTOR);
    for (EncoderChoice encoder : List.of(EncoderChoice.ONNX, EncoderChoice.F32)) {
      try (Embedder embedder = Engine.open(folder.toString(), Shared.packaged().with(encoder))) {
        for (JsonNode one : expected.path("cases")) {
          Embedded result =
              embedder.embed(List.of(Input.of(one.path("text").asText())), all).getFirst();
          Goldens.assertVector(result.vector(), one, 1e-5f);
          Goldens.assertSparse(result.sparse(), one.path("sparse"));
          Goldens.assertRows(result.vectors(Output.MULTI_VECTOR), one.path("colbert"), 1e-5f);
        }
      }
    }
  }

  @Test
  void lexicalWeightsOfBgeM3AreFoundInItsExportedGraph(@TempDir Path temp) throws IOException {
    Path original = Shared.shared("fixtures/models/bge-m3-like");
    JsonNode expected = json(original.resolve("expected.json"));
    Path folder = Shared.copy(original, temp);
    for (String file : List.of("model.safetensors", "sparse_linear.pt", "colbert_linear.pt")) {
      Files.delete(folder.resolve(file));
    }
    for (EncoderChoice encoder : List.of(EncoderChoice.ONNX, EncoderChoice.F32)) {
      try (Embedder embedder = Engine.open(folder.toString(), Shared.packaged().with(encoder))) {
        for (JsonNode one : expected.path("cases")) {
          Embedded result =
              embedder
                  .embed(
                      List.of(Input.of(one.path("text").asText())),
                      NO_PROMPT.with(Output.DENSE, Output.SPARSE))
                  .getFirst();
          Goldens.assertVector(result.vector(), one, 1e-5f);
          Goldens.assertSparse(result.sparse(), one.path("sparse"));
        }
      }
    }
  }

  @Test
  void spladeVariantsEqualTheReference(@TempDir Path temp) throws IOException {
    Path original = Shared.shared("fixtures/models/splade");
    JsonNode expected = json(original.resolve("expected.json"));
    Path folder = Shared.copy(original, temp);
    String config = "1_SpladePooling/config.json";
    for (JsonNode variant : expected.path("variants")) {
      Files.writeString(folder.resolve(config), variant.path(config).toString());
      try (Embedder embedder =
          Engine.open(folder.toString(), Shared.packaged().with(EncoderChoice.F32))) {
        for (int i = 0; i < expected.path("cases").size(); i++) {
          Input text = Input.of(expected.path("cases").get(i).path("text").asText());
          Embedded result = embedder.embed(List.of(text), NO_PROMPT.with(Output.SPARSE)).getFirst();
          Goldens.assertSparse(result.sparse(), variant.path("sparse").get(i));
        }
      }
    }
  }

  @Test
  void spladeKeepsTheLargestWeightsIfDeclared(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/splade"), temp);
    Path pooling = folder.resolve("1_SpladePooling/config.json");
    Path model = folder.resolve("config_sentence_transformers.json");
    Embedding.Sparse all = sparse(folder);
    assertThat(all.ids().length).isGreaterThan(7);
    Files.writeString(
        model, Files.readString(model).replaceFirst("\\{", "{\"max_active_dims\": 7,"));
    assertThat(sparse(folder).ids()).isEqualTo(all.heaviest(7).ids());
    Files.writeString(
        pooling, Files.readString(pooling).replaceFirst("\\{", "{\"max_active_dims\": 3,"));
    assertThat(sparse(folder).weights()).isEqualTo(all.heaviest(3).weights());
    Files.writeString(pooling, Files.readString(pooling).replace(": 3,", ": 0,"));
    assertThatThrownBy(() -> sparse(folder)).hasMessageContaining("max_active_dims");
  }

  private static Embedding.Sparse sparse(Path folder) {
    try (Embedder embedder =
        Engine.open(folder.toString(), Shared.packaged().with(EncoderChoice.F32))) {
      return embedder
          .embed(List.of(Input.of("What is BGE M3?")), NO_PROMPT.with(Output.SPARSE))
          .getFirst()
          .sparse();
    }
  }

  @Test
  void staticEmbeddingsAreMeansOfRows() {
    Path folder = Shared.shared("fixtures/models/static-embedding");
    JsonNode expected = json(folder.resolve("expected.json"));
    var raw = NO_PROMPT.with(new OutputForm(false, null));
    try (Embedder embedder = Engine.open(folder.toString(), Shared.packaged())) {
      for (JsonNode one : expected.path("cases")) {
        Goldens.assertVector(embedder.embed(one.path("text").asText(), raw), one, 1e-5f);
      }
    }
  }

  @Test
  void cutsBeforeNormalising() {
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

  @Test
  void tokenVectorsAreCutToo() {
    Path folder = Shared.shared("fixtures/models/bge-m3-like");
    var kinds = NO_PROMPT.with(Output.MULTI_VECTOR, Output.TOKENS);
    try (Embedder embedder = Engine.open(folder.toString(), Shared.packaged())) {
      List<Input> text = List.of(Input.of("What is BGE M3?"));
      Embedded whole = embedder.embed(text, kinds).getFirst();
      Embedded cut = embedder.embed(text, kinds.with(new OutputForm(true, 8))).getFirst();
      for (Output kind : kinds.outputs()) {
        assertThat(cut.vectors(kind).values())
            .isEqualTo(Vectors.cut(whole.vectors(kind), 8, kind == Output.MULTI_VECTOR).values());
        assertThat(cut.vectors(kind).width()).isEqualTo(8);
      }
    }
  }

  /// Vectors of sentence-transformers' `encode` have length 1 if the pipeline ends with Normalize.
  private static boolean normalizes(Path folder) throws IOException {
    return Files.readString(folder.resolve("modules.json")).contains("Normalize");
  }

  private static float tolerance(Path folder) throws IOException {
    return normalizes(folder) ? 1e-5f : 5e-5f;
  }
}
