package dev.semblance.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Input;
import dev.semblance.Output;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The forms in which people keep ColBERT models.
class ColbertFoldersTest {
  private static final EmbedOptions VECTORS = EmbedOptions.DEFAULT.with(Output.MULTI_VECTOR);

  @Test
  void pylatesFormIsReadLikeSentenceTransformers(@TempDir Path temp) throws IOException {
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
  void anExpansionOfAnotherKindIsRefusedByName(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/colbert"), temp);
    Path config = folder.resolve("sentence_bert_config.json");
    Files.writeString(config, Files.readString(config).replace("\"fixed\"", "\"guessed\""));
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("query expansion 'guessed' is not supported");
  }

  @Test
  void anExpansionByATokenThatIsNoneIsRefused(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/colbert"), temp);
    Path config = folder.resolve("sentence_bert_config.json");
    Files.writeString(config, Files.readString(config).replace("[MASK]", "[NONE]"));
    assertThatThrownBy(() -> open(folder))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("'[NONE]' is not in the vocabulary");
  }

  private static void check(Embedder embedder, Input text, Prompt prompt, JsonNode expected) {
    var vectors =
        embedder.embed(List.of(text), VECTORS.with(prompt)).getFirst().vectors(Output.MULTI_VECTOR);
    Goldens.assertRows(vectors, expected, 1e-5f);
  }

  private static Embedder open(Path folder) {
    return Engine.open(folder.toString(), Shared.packaged().with(EncoderChoice.F32));
  }

  /// The same model as PyLate writes it: everything in one config, no module but the projection.
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
