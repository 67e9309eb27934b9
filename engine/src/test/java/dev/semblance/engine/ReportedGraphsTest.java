package dev.semblance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Classifier;
import dev.semblance.Classifier.Example;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Prompt;
import dev.semblance.Scheduling;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import dev.semblance.vector.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Exported graphs, alone and beside weights, against results of the reference libraries.
class ReportedGraphsTest {
  private static final EmbedOptions NO_PROMPT = EmbedOptions.DEFAULT.with(new Prompt.None());
  private static final ScoreOptions RAW =
      new ScoreOptions(true, Truncation.RIGHT, Scheduling.INTERACTIVE);

  @ParameterizedTest
  @CsvSource({
    "graph-fused,AUTO",
    "graph-fused,F32",
    "graph-unknown-config,AUTO",
    "graph-unknown-config,F32",
    "electra-graph,AUTO",
    "electra-graph,F32",
    "electra-graph,ONNX",
    "graph-int32,ONNX",
    "graph-optimized-name,AUTO",
    "graph-quantized-name,AUTO",
    "graph-tanh,AUTO",
    "graph-two-outputs,AUTO"
  })
  void graphsStandInForWhatIsNotNative(String name, EncoderChoice choice) {
    assertVectors(Shared.shared("fixtures/reported/" + name), choice);
  }

  @ParameterizedTest
  @CsvSource({"onnx-sentence-embedding,ONNX", "onnx-decoder,AUTO", "onnx-decoder,ONNX"})
  void graphsOfOtherFormsRun(String name, EncoderChoice choice) {
    assertVectors(Shared.shared("fixtures/models/" + name), choice);
  }

  @Test
  void graphsStandInForExperts(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/reported/graph-unknown-config"), temp);
    Files.move(
        folder.resolve("config.experts.json"),
        folder.resolve("config.json"),
        StandardCopyOption.REPLACE_EXISTING);
    assertVectors(folder, EncoderChoice.AUTO);
  }

  /// Nothing in such a folder says how many tokens the graph reads.
  @Test
  void graphAndTokenizerAreEnough(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/reported/graph-and-tokenizer"), temp);
    String tooLong =
        Shared.json(folder.resolve("expected.json")).path("cases").path(5).path("text").asText();
    try (Embedder embedder = open(folder, EncoderChoice.AUTO)) {
      assertThat(embedder.embed("Hello world", NO_PROMPT)).hasSize(32);
      assertThatThrownBy(() -> embedder.embed(tooLong, NO_PROMPT))
          .hasMessageContaining("cannot be run on 225 tokens")
          .hasMessageContaining("max_seq_length into sentence_bert_config.json");
    }
    Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\":64}");
    assertVectors(folder, EncoderChoice.AUTO);
    assertVectors(folder, EncoderChoice.ONNX);
  }

  /// Kernels of 8 bits differ between processors.
  @Test
  void quantizedGraphsPointTheSameWay() {
    Path folder = Shared.shared("fixtures/reported/graph-int8");
    try (Embedder embedder = open(folder, EncoderChoice.AUTO)) {
      for (JsonNode one : Shared.json(folder.resolve("expected.json")).path("cases")) {
        float[] right = Vectors.unit(Shared.floats(one.path("embedding")));
        float[] vector = embedder.embed(one.path("text").asText(), NO_PROMPT);
        assertThat(Vectors.dot(right, vector)).isGreaterThan(0.999f);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"reranker-graph-electra", "reranker-graph-deberta", "reranker-graph-only"})
  void graphsOfLogitsScorePairs(String name) {
    Path folder = Shared.shared("fixtures/reported/" + name);
    assertScores(folder, EncoderChoice.AUTO);
    assertScores(folder, EncoderChoice.ONNX);
  }

  @Test
  void graphsOfLogitsScoreLabels() {
    Path folder = Shared.shared("fixtures/reported/classifier-graph-only");
    try (Classifier classifier = openClassifier(folder, EncoderChoice.AUTO)) {
      for (JsonNode one : Shared.json(folder.resolve("expected.json")).path("cases")) {
        var example = List.of(new Example(one.path("text").asText(), null));
        assertThat(classifier.classify(example, RAW).getFirst().scores())
            .containsExactly(Shared.floats(one.path("logits")), within(5e-5f));
        assertThat(classifier.classify(example, ScoreOptions.DEFAULT).getFirst().scores())
            .containsExactly(Shared.floats(one.path("softmax")), within(1e-5f));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"graph-tanh", "dropout-module", "null-prompt"})
  void smallPartsOfFoldersAreNative(String name) {
    assertVectors(Shared.shared("fixtures/reported/" + name), EncoderChoice.F32);
  }

  /// As sentence-transformers 6 saves them: with modules.json, and the task beside it.
  @Test
  void crossEncodersWithAPipelineScorePairs() {
    Path folder = Shared.shared("fixtures/reported/cross-encoder-st6");
    assertScores(folder, EncoderChoice.F32);
    try (Classifier classifier = openClassifier(folder, EncoderChoice.F32)) {
      JsonNode one = Shared.json(folder.resolve("expected.json")).path("cases").get(0);
      var pair = List.of(new Example(one.path("query").asText(), one.path("passage").asText()));
      assertThat(classifier.classify(pair, ScoreOptions.DEFAULT).getFirst().scores())
          .containsExactly(new float[] {one.path("predict").floatValue()}, within(1e-5f));
    }
  }

  @Test
  void refusalsNameTheWayOut(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/reported/electra-graph"), temp);
    assertThatThrownBy(() -> open(folder, EncoderChoice.INT8).close())
        .hasMessageContaining("architecture 'electra' is not supported")
        .hasMessageContaining("--dtype auto or onnx runs the graph");
    Files.delete(folder.resolve("onnx/model.onnx"));
    assertThatThrownBy(() -> open(folder, EncoderChoice.AUTO).close())
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNSUPPORTED))
        .hasMessageContaining(
            "an exported graph in its folder (onnx/model.onnx) would run instead");
  }

  /// Damage is never hidden by a graph.
  @Test
  void damagedWeightsAreReportedBesideAGraph(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.resource("bert-cls"), temp);
    Path weights = folder.resolve("model.safetensors");
    byte[] whole = Files.readAllBytes(weights);
    Files.write(weights, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> open(folder, EncoderChoice.AUTO).close())
        .hasMessageContaining("shorter than its tensors");
  }

  private static void assertVectors(Path folder, EncoderChoice choice) {
    try (Embedder embedder = open(folder, choice)) {
      for (JsonNode one : Shared.json(folder.resolve("expected.json")).path("cases")) {
        if (one.path("text").asText().isEmpty()) {
          continue; // has no vector to compare where inputs must not be empty
        }
        float[] right = Vectors.unit(Shared.floats(one.path("embedding")));
        assertThat(embedder.embed(one.path("text").asText(), NO_PROMPT))
            .as(one.path("text").asText())
            .containsExactly(right, within(2e-5f));
      }
    }
  }

  private static void assertScores(Path folder, EncoderChoice choice) {
    try (Classifier classifier = openClassifier(folder, choice)) {
      for (JsonNode one : Shared.json(folder.resolve("expected.json")).path("cases")) {
        var pair = List.of(new Example(one.path("query").asText(), one.path("passage").asText()));
        assertThat(classifier.classify(pair, RAW).getFirst().scores())
            .containsExactly(new float[] {one.path("logit").floatValue()}, within(5e-5f));
      }
    }
  }

  private static Embedder open(Path folder, EncoderChoice choice) {
    return Engine.open(folder.toString(), Shared.packaged().with(choice));
  }

  private static Classifier openClassifier(Path folder, EncoderChoice choice) {
    return (Classifier) Engine.openModel(folder.toString(), Shared.packaged().with(choice));
  }
}
