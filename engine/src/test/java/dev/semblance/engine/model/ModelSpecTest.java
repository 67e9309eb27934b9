package dev.semblance.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Prompt;
import dev.semblance.engine.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Token limit and prompts of a folder whose position table has 128 rows.
class ModelSpecTest {
  @TempDir Path folder;

  @BeforeEach
  void copy() throws IOException {
    var _ = Shared.copy(Shared.resource("bert-cls"), folder);
    Files.delete(folder.resolve("tokenizer_config.json"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      textBlock =
          """
          {'max_seq_length': 64}    | 64
          {'max_seq_length': 1000}  | 128
          {'max_seq_length': null}  | 128
          {}                        | 128
          """)
  void limitIsTheSentenceConfigsWithinThePositions(String sentence, int length) throws IOException {
    write("sentence_bert_config.json", sentence);
    assertThat(read().maxTokens()).isEqualTo(length);
  }

  @Test
  void zeroLengthIsRefused() throws IOException {
    write("sentence_bert_config.json", "{'max_seq_length': 0}");
    assertThatThrownBy(this::read).hasMessageContaining("max_seq_length must be positive, is 0");
  }

  @ParameterizedTest
  @CsvSource({
    "roberta, 1, 126",
    "xlm-roberta, 1, 126",
    "camembert, 1, 126",
    "roberta, 5, 122",
    "bert, 1, 128"
  })
  void robertaReservesItsFirstPositions(String family, int pad, int length) throws IOException {
    Files.delete(folder.resolve("sentence_bert_config.json"));
    write(
        "config.json",
        Files.readString(folder.resolve("config.json"))
            .replace("\"model_type\": \"bert\"", "\"model_type\": \"" + family + "\"")
            .replace("\"pad_token_id\": 0", "\"pad_token_id\": " + pad));
    assertThat(read().maxTokens()).isEqualTo(length);
  }

  @Test
  void defaultPromptIsTheDeclaredOne() throws IOException {
    String prompts =
        "{'prompts': {'query': 'ask: ', 'document': 'tell: '}, 'default_prompt_name': %s}";
    write("config_sentence_transformers.json", prompts.formatted("null"));
    assertThat(read().prompts().prefix(new Prompt.Default())).isEmpty();
    write("config_sentence_transformers.json", prompts.formatted("'document'"));
    assertThat(read().prompts().prefix(new Prompt.Default())).isEqualTo("tell: ");
    assertThat(read().prompts().prefix(new Prompt.None())).isEmpty();
  }

  private ModelSpec read() {
    return ModelSpec.read(new ModelFolder("tiny", folder));
  }

  private void write(String file, String json) throws IOException {
    Files.writeString(folder.resolve(file), json.replace('\'', '"'));
  }
}
