package dev.semblance.engine.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import dev.semblance.engine.Shared;
import dev.semblance.engine.model.Fingerprint;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder with `vocab.txt` and no `tokenizer.json` is read like the complete folder.
class WordPieceFilesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final List<String> TEXTS =
      List.of(
          "Hello wörld 今天",
          "ÉLÉGANT (naïve) don't [MASK] stop [SEP]\u0000\u200b\t\n",
          "",
          "𠮷野家 مرحبا 👩‍🚀 e\u0301",
          "x".repeat(150) + " y");

  @TempDir Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    Path whole = Shared.resource("bert-cls");
    try (Stream<Path> files = Files.walk(whole)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = folder.resolve(whole.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
    JsonNode tokenizer = JSON.readTree(folder.resolve("tokenizer.json").toFile());
    String[] lines = new String[tokenizer.path("model").path("vocab").size()];
    tokenizer
        .path("model")
        .path("vocab")
        .properties()
        .forEach(token -> lines[token.getValue().asInt()] = token.getKey());
    Files.writeString(folder.resolve("vocab.txt"), String.join("\n", lines) + "\n");
    Files.delete(folder.resolve("tokenizer.json"));
  }

  private ModelSpec spec() {
    return ModelSpec.read(new ModelFolder("old", folder));
  }

  private void config(String json) throws IOException {
    Files.writeString(folder.resolve("tokenizer_config.json"), json);
  }

  private void assertRefused(Fault fault, String message) {
    assertThatThrownBy(() -> TextTokenizer.open(spec()).close())
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(fault))
        .hasMessageContaining(message);
  }

  private void assertSameAsTheCompleteFolder() {
    var whole = ModelSpec.read(new ModelFolder("whole", Shared.resource("bert-cls")));
    try (var newer = TextTokenizer.open(whole);
        var older = TextTokenizer.open(spec())) {
      assertThat(older.vocabulary()).isEqualTo(newer.vocabulary());
      for (String text : TEXTS) {
        assertThat(older.tokenize(text, true)).isEqualTo(newer.tokenize(text, true));
        int[] ids = newer.encode(text, Truncation.RIGHT).ids();
        assertThat(older.encode(text, Truncation.RIGHT).ids()).isEqualTo(ids);
        assertThat(older.decode(ids, true)).isEqualTo(newer.decode(ids, true));
        var pair = newer.encodePair(text, "and this", Truncation.RIGHT);
        var same = older.encodePair(text, "and this", Truncation.RIGHT);
        assertThat(same.ids()).isEqualTo(pair.ids());
        assertThat(same.types()).isEqualTo(pair.types());
      }
    }
  }

  @Test
  void tokensAreThoseOfTheCompleteFolder() {
    assertSameAsTheCompleteFolder();
  }

  @Test
  void missingSettingsHaveBertsDefaults() throws IOException {
    Files.delete(folder.resolve("tokenizer_config.json"));
    assertSameAsTheCompleteFolder();
    config("{\"cls_token\": {\"content\": \"[CLS]\", \"lstrip\": false}}");
    assertSameAsTheCompleteFolder();
  }

  @Test
  void oneTokenMayHaveTwoRoles() throws IOException {
    config("{\"pad_token\": \"[UNK]\", \"mask_token\": null}");
    assertSameAsTheCompleteFolder();
  }

  @Test
  void accentsAreStrippedWithLowerCasingUnlessConfigured() throws IOException {
    config("{\"do_lower_case\": false, \"strip_accents\": true}");
    try (var plain = TextTokenizer.open(spec())) {
      assertThat(plain.encode("é", Truncation.RIGHT).ids())
          .isEqualTo(plain.encode("e", Truncation.RIGHT).ids());
    }
    config("{\"do_lower_case\": true, \"strip_accents\": false}");
    try (var accented = TextTokenizer.open(spec())) {
      assertThat(accented.encode("é", Truncation.RIGHT).ids())
          .isNotEqualTo(accented.encode("e", Truncation.RIGHT).ids());
    }
    config("{\"strip_accents\": \"x\"}");
    assertRefused(Fault.BROKEN_MODEL, "strip_accents must be true or false");
  }

  @Test
  void linesMayEndWithCarriageReturns() throws IOException {
    Path file = folder.resolve("vocab.txt");
    Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
    assertSameAsTheCompleteFolder();
  }

  @Test
  void aCasedModelKeepsCapitals() throws IOException {
    config("{\"do_lower_case\": false, \"tokenizer_class\": \"BertTokenizerFast\"}");
    try (var cased = TextTokenizer.open(spec())) {
      assertThat(cased.tokenize("É", false)).isNotEqualTo(cased.tokenize("e", false));
    }
    config("{\"do_lower_case\": true}");
    try (var uncased = TextTokenizer.open(spec())) {
      assertThat(uncased.encode("É", Truncation.RIGHT).ids())
          .isEqualTo(uncased.encode("e", Truncation.RIGHT).ids());
    }
  }

  @Test
  void otherTokenizersAreRefused() throws IOException {
    config("{\"tokenizer_class\": \"MPNetTokenizer\"}");
    assertRefused(Fault.UNSUPPORTED, "not for MPNetTokenizer");
    Files.delete(folder.resolve("tokenizer_config.json"));
    Path file = folder.resolve("config.json");
    ObjectNode config = (ObjectNode) JSON.readTree(file.toFile());
    Files.writeString(file, config.put("model_type", "mpnet").toString());
    assertRefused(Fault.UNSUPPORTED, "not for that of 'mpnet'");
  }

  @Test
  void damagedFilesAreNamed() throws IOException {
    Path file = folder.resolve("vocab.txt");
    String whole = Files.readString(file);
    Files.writeString(file, whole.replace("[SEP]\n", "sep\n"));
    assertRefused(Fault.BROKEN_MODEL, "special token '[SEP]' is not in vocab.txt");
    Files.writeString(file, whole.replace("[UNK]\n", "unk\n"));
    assertRefused(Fault.BROKEN_MODEL, "'[UNK]' is not in the vocabulary");
    Files.writeString(file, "");
    assertRefused(Fault.BROKEN_MODEL, "is not in vocab.txt");
    Files.write(file, "[PAD]\nÿ\n".getBytes(StandardCharsets.ISO_8859_1));
    assertRefused(Fault.BROKEN_MODEL, "vocab.txt cannot be read");
    Files.writeString(file, whole);
    config("{\"added_tokens_decoder\": {\"x\": {\"content\": \"[X]\"}}}");
    assertRefused(Fault.BROKEN_MODEL, "added_tokens_decoder");
    config("{\"added_tokens_decoder\": {\"1\": 7}}");
    assertRefused(Fault.BROKEN_MODEL, "added_tokens_decoder");
  }

  @Test
  void otherVocabularyChangesTheFingerprint() throws IOException {
    String before = Fingerprint.of(spec()).files();
    Path file = folder.resolve("vocab.txt");
    Files.writeString(file, Files.readString(file) + "newest\n");
    assertThat(Fingerprint.of(spec()).files()).isNotEqualTo(before);
  }
}
