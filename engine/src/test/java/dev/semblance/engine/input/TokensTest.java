package dev.semblance.engine.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.Token;
import dev.semblance.Truncation;
import dev.semblance.engine.Shared;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Tokens and their spans, of tokenizers of every family.
class TokensTest {
  @Test
  void piecesAreCutFromTheTextAndSpansCountBytes() {
    try (TextTokenizer tokenizer = open(Shared.resource("bert-cls"))) {
      List<Token> tokens = tokenizer.tokenize("Hello wörld 今天", true);
      assertThat(tokens)
          .startsWith(
              new Token(4, "[CLS]", null),
              new Token(633, "He", new Token.Span(0, 2)),
              new Token(270, "l", new Token.Span(2, 3)))
          .endsWith(
              new Token(tokens.get(tokens.size() - 3).id(), "今", new Token.Span(13, 16)),
              new Token(tokens.get(tokens.size() - 2).id(), "天", new Token.Span(16, 19)),
              new Token(5, "[SEP]", null));
      assertThat(tokenizer.tokenize("Hello wörld 今天", false))
          .isEqualTo(tokens.subList(1, tokens.size() - 1));
    }
  }

  @Test
  void specialTokenWrittenInTheTextIsAnOrdinaryPiece() {
    try (TextTokenizer tokenizer = open(Shared.resource("bert-cls"))) {
      Token mask = tokenizer.tokenize("é [MASK]", false).getLast();
      assertThat(mask.special()).isFalse();
      assertThat(mask.text()).isEqualTo("[MASK]");
      assertThat(mask.span()).isEqualTo(new Token.Span(3, 9));
    }
  }

  @Test
  void decodesIdsAndRefusesUnknownOnes() {
    try (TextTokenizer tokenizer = open(Shared.resource("bert-cls"))) {
      int[] ids = tokenizer.encode("Hello world", Truncation.REFUSE).ids();
      assertThat(tokenizer.decode(ids, true)).isEqualTo("hello world");
      assertThat(tokenizer.decode(ids, false)).isEqualTo("[CLS] hello world [SEP]");
      assertThatThrownBy(() -> tokenizer.decode(new int[] {4, -1}, true))
          .isInstanceOf(SemblanceException.class)
          .hasMessage("token id 4294967295 is not in the vocabulary of " + tokenizer.vocabulary());
    }
  }

  @Test
  void textsAndIdsOfOneCallAreLimited() {
    try (TextTokenizer tokenizer = open(Shared.resource("bert-cls"))) {
      int most = 250 * 128; // the model reads 128 tokens
      assertThat(tokenizer.tokenize(" ".repeat(most), false)).isEmpty();
      assertThatThrownBy(() -> tokenizer.tokenize(" ".repeat(most + 1), false))
          .isInstanceOf(SemblanceException.class)
          .hasMessage("`inputs` must have less than 32000 characters. Given: 32001");
      assertThat(tokenizer.decode(new int[most], true)).isEmpty();
      assertThatThrownBy(() -> tokenizer.decode(new int[most + 1], true))
          .isInstanceOf(SemblanceException.class)
          .hasMessage("`ids` must have at most 32000 token ids. Given: 32001");
      assertThatThrownBy(() -> tokenizer.offsets(" ".repeat(4_000_001)))
          .hasMessageContaining("less than 4000000 characters");
    }
  }

  @Test
  void failureOfTheTokenizerIsReportedAsUntokenizable(@TempDir Path temp) throws IOException {
    Path folder = Shared.copy(Shared.shared("fixtures/models/xlm-roberta"), temp);
    Path file = folder.resolve("tokenizer.json");
    JsonNode json = Shared.json(file);
    ((ObjectNode) json.path("model")).putNull("unk_id");
    Files.writeString(file, json.toString());
    try (TextTokenizer tokenizer = open(folder)) {
      assertThatThrownBy(() -> tokenizer.encode("\u1234", Truncation.RIGHT))
          .isInstanceOfSatisfying(
              SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.UNTOKENIZABLE));
      assertThat(tokenizer.encode("Hello", Truncation.RIGHT).ids()).isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-cls", "bert-zh", "xlm-roberta", "roberta", "modernbert", "mpnet"})
  void idsAreTheExpectedOnesOfEachFamily(String name) {
    Path folder = Shared.shared("fixtures/models/" + name);
    try (TextTokenizer tokenizer = open(folder)) {
      for (JsonNode example : Shared.json(folder.resolve("expected.json")).path("cases")) {
        if (example.path("truncated").asBoolean()) {
          continue;
        }
        List<Integer> wanted = new ArrayList<>();
        example.path("input_ids").forEach(id -> wanted.add(id.intValue()));
        assertThat(tokenizer.tokenize(example.path("text").asText(), true))
            .extracting(Token::id)
            .isEqualTo(wanted);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert-cls", "xlm-roberta", "roberta", "modernbert"})
  void piecesEqualTheBytesOfTheirSpans(String name) {
    long seed = Long.getLong("semblance.seed", System.nanoTime());
    System.out.println(name + ": seed " + seed);
    Random random = new Random(seed);
    try (TextTokenizer tokenizer = open(Shared.shared("fixtures/models/" + name))) {
      for (int round = 0; round < 200; round++) {
        String text = text(random);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int from = 0;
        for (Token token : tokenizer.tokenize(text, random.nextBoolean())) {
          Token.Span span = token.span();
          if (span != null) {
            assertThat(span.start()).isBetween(from, span.stop());
            assertThat(span.stop()).isLessThanOrEqualTo(bytes.length);
            assertThat(token.text().getBytes(StandardCharsets.UTF_8))
                .isEqualTo(Arrays.copyOfRange(bytes, span.start(), span.stop()));
            from = span.start();
          }
        }
      }
    }
  }

  /// Characters of one to four bytes, spaces, controls and accents that stand apart.
  private static String text(Random random) {
    int[] points = {'a', 'Z', ' ', 0, '\n', 0xE9, 0x301, 0x5D0, 0x4ECA, 0xFFFD, 0x1F600, 0x10FFFF};
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(40); i >= 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private static TextTokenizer open(Path folder) {
    return TextTokenizer.open(ModelSpec.read(new ModelFolder(folder.toString(), folder)));
  }
}
