package dev.semblance.engine;

import static dev.semblance.engine.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.Model;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.PoolingChoice;
import dev.semblance.vector.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A pooling chosen outside the folder, and the pooling of folders that declare none.
class PoolingChoiceTest {
  private static final EmbedOptions RAW =
      EmbedOptions.DEFAULT.with(new Prompt.None()).with(new OutputForm(false, null));

  @ParameterizedTest
  @CsvSource({
    "AUTO, mean, mean",
    "CLS, cls, cls",
    "MEAN, mean, mean",
    "LAST_TOKEN, last-token, lasttoken"
  })
  void choiceIsObeyedInAFolderWithoutModules(PoolingChoice choice, String key, String name) {
    Path folder = reported("plain-folder");
    JsonNode expected = json(folder.resolve("expected.json"));
    try (Embedder embedder = embedder(folder, choice)) {
      assertThat(embedder.card().pooling()).isEqualTo(name);
      assertVectors(embedder, expected, expected.path("poolings").path(key));
    }
  }

  /// @param vectors `embeddings`, one a case
  private static void assertVectors(Embedder embedder, JsonNode expected, JsonNode vectors) {
    JsonNode rows = vectors.path("embeddings");
    assertThat(rows).isNotEmpty();
    for (int i = 0; i < rows.size(); i++) {
      String text = expected.path("cases").path(i).path("text").asText();
      assertThat(embedder.embed(text, RAW))
          .as(text)
          .containsExactly(Shared.floats(rows.get(i)), within(5e-5f));
    }
  }

  @Test
  void spladeIsObeyedInAFolderOfALanguageModel() {
    Path folder = reported("splade-plain");
    try (Embedder embedder = embedder(folder, PoolingChoice.SPLADE)) {
      assertThat(embedder.card().pooling()).isEqualTo("splade");
      for (JsonNode one : json(folder.resolve("expected.json")).path("cases")) {
        var text = List.of(Input.of(one.path("text").asText()));
        Goldens.assertSparse(
            embedder.embed(text, RAW.with(Output.SPARSE)).getFirst().sparse(), one.path("sparse"));
      }
    }
  }

  @Test
  void poolingOfAFolderWithoutModulesIsRead() {
    Path folder = reported("pooling-without-modules");
    try (Embedder embedder = embedder(folder, PoolingChoice.AUTO)) {
      assertThat(embedder.card().pooling()).isEqualTo("cls");
      JsonNode expected = json(folder.resolve("expected.json"));
      assertVectors(embedder, expected, expected.path("cls"));
    }
  }

  @Test
  void causalModelsArePooledAtTheirLastToken() {
    Path folder = reported("qwen3-plain");
    try (Embedder embedder = embedder(folder, PoolingChoice.AUTO)) {
      assertThat(embedder.card().pooling()).isEqualTo("lasttoken");
      for (JsonNode one : json(folder.resolve("expected.json")).path("cases")) {
        Goldens.assertVector(embedder.embed(one.path("text").asText(), RAW), one, 5e-5f);
      }
    }
  }

  @Test
  void choiceIsAppliedToTheTokensOfAGraphThatPoolsItself() {
    Path folder = reported("graph-two-outputs");
    JsonNode one = json(folder.resolve("expected.json")).path("cases").get(0);
    String text = one.path("text").asText();
    try (Embedder own = embedder(folder, PoolingChoice.AUTO);
        Embedder mean = embedder(folder, PoolingChoice.MEAN)) {
      assertThat(own.card().pooling()).isEqualTo("graph");
      Goldens.assertVector(own.embed(text, RAW), one, 5e-5f);
      assertThat(mean.card().pooling()).isEqualTo("mean");
      assertThat(Vectors.unit(mean.embed(text, RAW)))
          .containsExactly(Vectors.unit(Shared.floats(one.path("wrong_mean"))), within(1e-5f));
    }
  }

  @Test
  void choiceIsRefusedForAGraphOfFinishedVectors() {
    Path folder = Shared.shared("fixtures/models/onnx-sentence-embedding");
    assertThatThrownBy(() ->
            Engine.openModel(
                folder.toString(),
                Shared.packaged().with(EncoderChoice.ONNX).with(PoolingChoice.MEAN)))
        .hasMessageContaining("its graph gives finished vectors alone");
  }

  @Test
  void choiceReplacesTheFoldersOwnAndItsFingerprint() {
    Path folder = Shared.resource("bert-cls");
    try (Embedder own = embedder(folder, PoolingChoice.AUTO);
        Embedder same = embedder(folder, PoolingChoice.CLS);
        Embedder mean = embedder(folder, PoolingChoice.MEAN);
        Embedder max = embedder(folder, PoolingChoice.MAX)) {
      assertThat(mean.card().pooling()).isEqualTo("mean");
      assertThat(mean.embed("Hello world", RAW)).isNotEqualTo(own.embed("Hello world", RAW));
      assertThat(same.card().fingerprint()).isEqualTo(own.card().fingerprint());
      assertThat(mean.card().fingerprint())
          .isNotEqualTo(own.card().fingerprint())
          .isNotEqualTo(max.card().fingerprint());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bert-cls,          SPLADE, no masked-language head",
    "clip,              CLS,    no module Pooling",
    "splade,            CLS,    no module Pooling",
    "colbert,           MEAN,   no module Pooling",
    "static-embedding,  CLS,    no module Pooling",
    "static-embedding,  SPLADE, no masked-language head"
  })
  void choiceIsRefusedWhereItCannotBeApplied(String name, PoolingChoice choice, String reason) {
    Path folder = Shared.model(name);
    assertThatThrownBy(() -> embedder(folder, choice))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED))
        .hasMessageContaining("pooling " + choice + " cannot be applied")
        .hasMessageContaining(reason);
  }

  @Test
  void concatenatedPoolingsAreNotReplacedBeforeADense(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/bert-dense"), temp);
    Files.writeString(
        folder.resolve("1_Pooling/config.json"),
        "{\"word_embedding_dimension\": 48, \"pooling_mode\": [\"cls\", \"mean\"]}");
    assertThatThrownBy(() -> spec(folder, PoolingChoice.CLS))
        .hasMessageContaining("read 2 vectors side by side");
  }

  @ParameterizedTest
  @CsvSource({
    "static-embedding, MEAN,   mean",
    "splade,           SPLADE, splade",
    "bert-dense,       MAX,    max"
  })
  void choiceIsTakenWhereItCanBe(String name, PoolingChoice choice, String pooling) {
    assertThat(spec(Shared.model(name), choice).pooling()).isEqualTo(pooling);
  }

  @ParameterizedTest
  @CsvSource({
    "reported/plain-folder,            AUTO, text-embeddings-inference takes cls",
    "reported/plain-folder,            CLS,",
    "reported/pooling-without-modules, AUTO, pooling cls of 1_Pooling/config.json",
    "reported/qwen3-plain,             AUTO, 'it is lasttoken, as in sentence-transformers'",
    "models/bert-cls,                  AUTO,",
    "models/bert-cls,                  MEAN,",
    "models/bert-dense,                MAX,  with which its Dense or LayerNorm was trained",
    "models/cross-encoder-bert,        AUTO,",
    "models/cross-encoder-bert,        CLS,  it scores labels; the pooling cls is not used"
  })
  void differencesAreNoted(String name, PoolingChoice choice, String note) {
    Path folder = Shared.shared("fixtures/" + name);
    var noted = spec(folder, choice).poolingNote(choice);
    if (note == null) {
      assertThat(noted).isEmpty();
    } else {
      assertThat(noted).hasValueSatisfying(text -> assertThat(text).contains(note));
    }
  }

  private static ModelSpec spec(Path folder, PoolingChoice choice) {
    return ModelSpec.read(new ModelFolder("tested", folder), choice);
  }

  private static Embedder embedder(Path folder, PoolingChoice choice) {
    EngineSettings settings = Shared.packaged().with(choice);
    Model model =
        Engine.openModel(
            folder.toString(),
            Files.exists(folder.resolve("onnx")) ? settings : settings.with(EncoderChoice.F32));
    return (Embedder) model;
  }

  private static Path reported(String name) {
    return Shared.shared("fixtures/reported/" + name);
  }
}
