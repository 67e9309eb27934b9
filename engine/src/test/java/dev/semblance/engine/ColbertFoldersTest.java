package dev.semblance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.Output;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.engine.weights.SafetensorsWriter;
import dev.semblance.engine.weights.Tensor;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The folder formats of ColBERT models.
class ColbertFoldersTest {
  private static final EmbedOptions VECTORS = EmbedOptions.DEFAULT.with(Output.MULTI_VECTOR);

  @Test
  void pylateFoldersEqualSentenceTransformers(@TempDir Path temp) throws IOException {
    Path folder = pylate(Shared.copy(Shared.shared("fixtures/models/colbert"), temp));
    JsonNode expected = Shared.json(folder.resolve("expected.json"));
    try (Embedder embedder = open(folder)) {
      for (JsonNode one : expected.path("cases")) {
        Input text = Input.of(one.path("text").asText());
        check(embedder, text, new Prompt.Query(), one.path("query"));
        check(embedder, text, new Prompt.Named("query"), one.path("query"));
        check(embedder, text, new Prompt.Passage(), one.path("document"));
      }
    }
  }

  @Test
  void unknownExpansionStrategyIsRefused(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/colbert"), temp);
    Path config = folder.resolve("sentence_bert_config.json");
    Files.writeString(config, Files.readString(config).replace("\"fixed\"", "\"guessed\""));
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("query expansion 'guessed' is not supported");
  }

  @Test
  void expansionByAnUnknownTokenIsRefused(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/colbert"), temp);
    Path config = folder.resolve("sentence_bert_config.json");
    Files.writeString(config, Files.readString(config).replace("[MASK]", "[NONE]"));
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("'[NONE]' is not in the vocabulary");
  }

  @Test
  void stanfordCheckpointsEqualSentenceTransformers(@TempDir Path temp) throws IOException {
    Path folder = stanford(Shared.copy(Shared.shared("fixtures/models/colbert"), temp));
    JsonNode expected = Shared.json(folder.resolve("expected.json"));
    try (Embedder embedder = open(folder)) {
      for (JsonNode one : expected.path("cases")) {
        Input text = Input.of(one.path("text").asText());
        check(embedder, text, new Prompt.Query(), one.path("query"));
        check(embedder, text, new Prompt.Passage(), one.path("document"));
      }
    }
  }

  @Test
  void stanfordPunctuationHasVectorsIfDeclared(@TempDir Path temp) throws IOException {
    Path folder = stanford(Shared.copy(Shared.shared("fixtures/models/colbert"), temp));
    List<Input> text = List.of(Input.of("Hello, world!"));
    EmbedOptions document = VECTORS.with(new Prompt.Passage());
    try (Embedder embedder = open(folder)) {
      int without = embedder.embed(text, document).getFirst().vectors(Output.MULTI_VECTOR).rows();
      metadata(folder, "\"mask_punctuation\": true", "\"mask_punctuation\": false");
      try (Embedder masksNothing = open(folder)) {
        assertThat(
                masksNothing.embed(text, document).getFirst().vectors(Output.MULTI_VECTOR).rows())
            .isEqualTo(without + 2);
        assertThat(masksNothing.card().fingerprint()).isNotEqualTo(embedder.card().fingerprint());
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          "cosine"    | "l2"        | similarity 'l2' is not supported
          "colbert"   | "flipr"     | interaction 'flipr' is not supported
          "[unused0]" | "[unusual]" | the marker '[unusual]' is not in the vocabulary
          "dim": 24   | "dim": 25   | linear.weight
          "dim": 24   | "dim": 0    | dim must be positive
          """)
  void unsupportedStanfordMetadataIsRefused(
      String is, String becomes, String why, @TempDir Path temp) throws IOException {
    Path folder = stanford(Shared.copy(Shared.shared("fixtures/models/colbert"), temp));
    metadata(folder, is, becomes);
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining(why);
  }

  private static void check(Embedder embedder, Input text, Prompt prompt, JsonNode expected) {
    var vectors =
        embedder.embed(List.of(text), VECTORS.with(prompt)).getFirst().vectors(Output.MULTI_VECTOR);
    Goldens.assertRows(vectors, expected, 1e-5f);
  }

  private static Embedder open(Path folder) {
    return Engine.open(folder.toString(), Shared.packaged().with(EncoderChoice.F32));
  }

  /// The same model as written by Stanford's code: the projection among the encoder's weights, no
  /// pipeline, and a tokenizer whose markers are ordinary vocabulary entries.
  private static Path stanford(Path folder) throws IOException {
    try (Weights encoder = WeightFiles.openFile(folder.resolve("model.safetensors"));
        Weights dense = WeightFiles.openFile(folder.resolve("1_Dense/model.safetensors"))) {
      List<Tensor> tensors = new ArrayList<>();
      encoder.names().forEach(name -> tensors.add(named("bert." + name, encoder.tensor(name))));
      tensors.add(dense.tensor("linear.weight"));
      SafetensorsWriter.write(folder.resolve("model.safetensors"), tensors);
    }
    for (String gone :
        List.of(
            "modules.json",
            "config_sentence_transformers.json",
            "sentence_bert_config.json",
            "1_Dense/config.json",
            "1_Dense/model.safetensors")) {
      Files.delete(folder.resolve(gone));
    }
    Path tokenizer = folder.resolve("tokenizer.json");
    ObjectNode root = (ObjectNode) Shared.json(tokenizer);
    ArrayNode kept = root.arrayNode();
    root.path("added_tokens")
        .forEach(token -> {
          if (!token.path("content").asText().startsWith("[unused")) {
            kept.add(token);
          }
        });
    root.set("added_tokens", kept);
    Files.writeString(tokenizer, root.toString());
    Files.writeString(
        folder.resolve("artifact.metadata"),
        """
        {"query_token_id": "[unused0]", "doc_token_id": "[unused1]", "query_token": "[Q]",
         "doc_token": "[D]", "dim": 24, "query_maxlen": 24, "doc_maxlen": 80,
         "mask_punctuation": true, "attend_to_mask_tokens": false, "similarity": "cosine",
         "interaction": "colbert", "checkpoint": "somewhere"}
        """);
    return folder;
  }

  private static Tensor named(String name, Tensor tensor) {
    return new Tensor(name, tensor.type(), tensor.shape(), tensor.layout(), tensor.data());
  }

  private static void metadata(Path folder, String is, String becomes) throws IOException {
    Path file = folder.resolve("artifact.metadata");
    assertThat(Files.readString(file)).contains(is);
    Files.writeString(file, Files.readString(file).replace(is, becomes));
  }

  /// The same model as written by PyLate: everything in one config, only the projection as a
  /// module.
  private static Path pylate(Path folder) throws IOException {
    String words =
        Shared.json(folder.resolve("2_MultiVectorMask/config.json"))
            .path("skiplist_words")
            .toString();
    Files.writeString(
        folder.resolve("config_sentence_transformers.json"),
        """
        {"prompts": {}, "default_prompt_name": null, "similarity_fn_name": "MaxSim",
         "query_prefix": "[unused0] ", "document_prefix": "[unused1] ",
         "query_length": 24, "document_length": 80,
         "attend_to_expansion_tokens": false, "skiplist_words": %s}
        """
            .formatted(words));
    Files.writeString(
        folder.resolve("modules.json"),
        """
        [{"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
         {"idx": 1, "name": "1", "path": "1_Dense", "type": "pylate.models.Dense.Dense"}]
        """);
    Files.writeString(folder.resolve("sentence_bert_config.json"), "{\"max_seq_length\": 127}");
    return folder;
  }
}
