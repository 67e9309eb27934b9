package dev.semblance.engine;

import static dev.semblance.engine.Shared.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.OutputForm;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.Token;
import dev.semblance.vector.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Folders whose modules were once read wrongly, against the reference library.
class ReportedFoldersTest {
  private static final EmbedOptions RAW =
      EmbedOptions.DEFAULT.with(new Prompt.None()).with(new OutputForm(false, null));

  @ParameterizedTest
  @ValueSource(strings = {"model2vec-weights", "model2vec-mapping", "static-st6"})
  void tablesHaveTheirMappingAndWeights(String name) {
    directionsAreAsExpected(Shared.shared("fixtures/reported/" + name), "embedding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"lower-distilbert", "lower-xlm-roberta"})
  void specialTokensAreFoundBeforeLowerCasing(String name) {
    Path folder = Shared.shared("fixtures/reported/" + name);
    directionsAreAsExpected(folder, "embedding");
    try (Embedder embedder = open(folder)) {
      for (JsonNode one : json(folder.resolve("expected.json")).path("cases")) {
        List<Integer> ids = new ArrayList<>();
        one.path("input_ids").forEach(id -> ids.add(id.intValue()));
        assertThat(embedder.tokenizer().tokenize(one.path("text").asText(), true))
            .extracting(Token::id)
            .isEqualTo(ids);
      }
    }
  }

  @Test
  void poolingsAreConcatenatedInTheOrderOfTheirList() {
    directionsAreAsExpected(Shared.shared("fixtures/reported/pooling-list"), "embedding");
  }

  private static void directionsAreAsExpected(Path folder, String vector) {
    JsonNode cases = json(folder.resolve("expected.json")).path("cases");
    assertThat(cases).isNotEmpty();
    try (Embedder embedder = open(folder)) {
      for (JsonNode one : cases) {
        float[] made = Vectors.unit(embedder.embed(one.path("text").asText(), RAW));
        float[] expected = Vectors.unit(Shared.floats(one.path(vector)));
        assertThat(made).as(one.path("text").asText()).containsExactly(expected, within(1e-5f));
      }
    }
  }

  @Test
  void idsBeyondATableAreRefusedWhenTheModelOpens() {
    Path folder = Shared.shared("fixtures/reported/model2vec-short-table");
    assertThatThrownBy(() -> open(folder))
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.BROKEN_MODEL))
        .hasMessageContaining("more ids (800) than the embedding table has rows (400)");
  }

  @Test
  void declaredCutIsMadeAfterNormalizing() {
    Path folder = Shared.shared("fixtures/reported/truncate-dim");
    try (Embedder embedder = open(folder)) {
      assertThat(embedder.card().shape().dimensions()).isEqualTo(16);
      for (JsonNode one : json(folder.resolve("expected.json")).path("cases")) {
        String text = one.path("text").asText();
        float[] cut = embedder.embed(text, RAW);
        Goldens.assertVector(cut, one, 1e-5f);
        float[] unit = embedder.embed(text, RAW.with(new OutputForm(true, null)));
        assertThat(unit).containsExactly(Vectors.unit(cut), within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "500, 48"})
  void cutIsAtMostTheWidth(int declared, int width, @TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.resource("bert-cls"), temp);
    declareCut(folder, declared);
    try (Embedder embedder = open(folder)) {
      assertThat(embedder.card().shape().dimensions()).isEqualTo(width);
      assertThat(embedder.embed("Hello world", RAW)).hasSize(width);
    }
  }

  @ParameterizedTest
  @CsvSource({"1_Pooling, 2_Dense", "2_Dense, 1_Pooling"})
  void modulesBeforeAPoolingAreRefused(String second, String third, @TempDir Path temp)
      throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/bert-dense"), temp);
    StringBuilder modules =
        new StringBuilder("[{\"type\":\"sentence_transformers.models.Transformer\",\"path\":\"\"}");
    for (String module : List.of(second, third)) {
      String type = "sentence_transformers.models." + module.substring(2);
      modules.append(",{\"type\":\"%s\",\"path\":\"%s\"}".formatted(type, module));
    }
    Files.writeString(folder.resolve("modules.json"), modules + "]");
    if (second.equals("1_Pooling")) {
      open(folder).close();
    } else {
      assertThatThrownBy(() -> open(folder))
          .hasMessageContaining("a module between the Transformer and its Pooling");
    }
  }

  @Test
  void denseBeforeAPoolingIsRefusedWhateverItsWidth(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/bert-dense"), temp);
    Path pooling = folder.resolve("1_Pooling/config.json");
    Files.writeString(pooling, "{\"embedding_dimension\":7,\"pooling_mode\":\"mean\"}");
    Files.writeString(
        folder.resolve("modules.json"),
        """
        [{"type":"sentence_transformers.models.Transformer","path":""},
         {"type":"sentence_transformers.models.Dense","path":"2_Dense"},
         {"type":"sentence_transformers.models.Pooling","path":"1_Pooling"}]
        """);
    assertThatThrownBy(() -> open(folder))
        .hasMessageContaining("a module between the Transformer and its Pooling");
  }

  @Test
  void denseOfTokensAfterThePoolingIsRefused(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/bert-dense"), temp);
    Path dense = folder.resolve("2_Dense/config.json");
    Files.writeString(
        dense, Files.readString(dense).replace("sentence_embedding", "token_embeddings"));
    assertThatThrownBy(() -> open(folder))
        .hasMessageContaining("a Dense of token vectors after the Pooling");
  }

  @Test
  void cutMustBePositive(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.resource("bert-cls"), temp);
    declareCut(folder, 0);
    assertThatThrownBy(() -> open(folder)).hasMessageContaining("truncate_dim must be positive");
  }

  private static void declareCut(Path folder, int width) throws IOException {
    Path config = folder.resolve("config_sentence_transformers.json");
    String text = Files.readString(config);
    Files.writeString(config, text.replaceFirst("\\{", "{\"truncate_dim\": " + width + ","));
  }

  private static Embedder open(Path folder) {
    return Engine.open(folder.toString(), Shared.packaged().with(EncoderChoice.F32));
  }
}
