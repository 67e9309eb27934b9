package dev.semblance.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.Chunked.Chunk;
import dev.semblance.SemblanceException;
import dev.semblance.Token;
import dev.semblance.TokenSpans;
import dev.semblance.Tokenizer;
import dev.semblance.WindowSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChunkerTest {
  private static final Pattern CLUSTER = Pattern.compile("\\X");

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "One is here. Two is there? 'Three.' Four, i.e. the last one ! One is here.|Two is"
            + " there?|'Three.'|Four, i.e. the last one",
        "Dr. A. Smith paid 3.50 today. He left. ! Dr. A. Smith paid 3.50 today.|He left.",
        "植物用光制造糖。“真的？”他问。是的 ! 植物用光制造糖。|“真的？”|他问。|是的",
        "क्या यह सच है। हाँ। ! क्या यह सच है।|हाँ।",
        "هل هذا صحيح؟ نعم ! هل هذا صحيح؟|نعم",
        "no end at all ! no end at all"
      })
  void sentencesEndInEveryScript(String text, String sentences) {
    // So short that no two sentences fit together, except those of a few tokens.
    List<String> found = new ArrayList<>();
    TokenSpans spans = perPoint(text.strip());
    for (Chunk chunk : chunks(new SentenceChunker(new WindowSize(40, 0)), spans)) {
      found.add(piece(text.strip(), chunk));
    }
    assertThat(String.join("", found).replace(" ", "")).isEqualTo(text.replace(" ", ""));
    List<String> alone = new ArrayList<>();
    int from = 0;
    for (int token = 1; token <= spans.count(); token++) {
      if (token == spans.count()
          || SentenceEnds.isBetween(
              spans.points(), spans.stops()[token - 1], spans.starts()[token])) {
        alone.add(piece(text.strip(), new TextPart(from, token).chunk(spans)));
        from = token;
      }
    }
    assertThat(alone).containsExactly(sentences.strip().split("\\|"));
  }

  @Test
  void asManySentencesAsFitMakeAChunkAndTheOverlapIsOfWholeSentences() {
    String text = "One two three. Four five. Six seven eight. A long one that does not fit here.";
    assertThat(pieces(new SentenceChunker(new WindowSize(7, 0)), text))
        .containsExactly(
            "One two three. Four five.",
            "Six seven eight.",
            "A long one that does not fit",
            "here.");
    assertThat(pieces(new SentenceChunker(new WindowSize(8, 3)), text))
        .containsExactly(
            "One two three. Four five. Six seven eight.", "A long one that does not fit here.");
    assertThat(pieces(new SentenceChunker(new WindowSize(5, 2)), text))
        .startsWith("One two three. Four five.", "Four five. Six seven eight.");
  }

  @Test
  void sectionsBeginAtHeadings() {
    String text =
        "Preface.\n\n# One\nwords\n```\n# no heading\n```\n\nTwo\n===\nmore words\n## Three\nlast";
    assertThat(pieces(new HeadingChunker(new WindowSize(50, 0)), text))
        .containsExactly(
            "Preface.",
            "# One\nwords\n```\n# no heading\n```",
            "Two\n===\nmore words",
            "## Three\nlast");
  }

  @Test
  void windowsEndBeforeAWordThatDoesNotFit() {
    TokenSpans text = perPoint("alpha beta gamma");
    List<Chunk> chunks = chunks(new WindowChunker(new WindowSize(10, 0)), text);
    assertThat(chunks)
        .extracting(chunk -> piece("alpha beta gamma", chunk))
        .containsExactly("alpha beta", "gamma");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void chunksCoverTheTextAndDivideNoCharacter(long seed) {
    System.out.println("seed " + seed);
    var random = new SplittableRandom(seed);
    String[] parts = {
      "👩‍👩‍👧‍👦",
      "🇩🇪🇫🇷",
      "é",
      "e\u0301",
      "한국",
      "한",
      "植物",
      "。",
      ". ",
      " ",
      "\n\n",
      "word",
      "# h\n",
      "👍🏽",
      "❤️",
      "\r\n",
      "𠀀"
    };
    for (int round = 0; round < 100; round++) {
      StringBuilder built = new StringBuilder();
      for (int i = 0; i < 40; i++) {
        built.append(parts[random.nextInt(parts.length)]);
      }
      String text = built.toString();
      TokenSpans spans = perPoint(text);
      var size = new WindowSize(12 + random.nextInt(20), random.nextInt(4));
      for (Chunker chunker :
          List.of(new WindowChunker(size), new SentenceChunker(size), new HeadingChunker(size))) {
        requireSound(text, chunker.chunks(spans), size);
      }
    }
  }

  @Test
  void clustersAreThoseOfTheJdk() {
    String text = "a👩‍👩‍👧‍👦b🇩🇪🇫🇷🇬e\u0301각가나\r\n\n👍🏽❤️ก็नी𠀀\u200D";
    int[] points = text.codePoints().toArray();
    List<Integer> ours = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      if (!Graphemes.isInside(points, i)) {
        ours.add(i);
      }
    }
    List<Integer> theirs =
        CLUSTER.matcher(text).results().map(m -> text.codePointCount(0, m.start())).toList();
    assertThat(ours).isEqualTo(theirs);
  }

  @Test
  void spansCountCodePoints() {
    Tokenizer tokenizer =
        new ListTokenizer(
            List.of(
                new Token(1, "[CLS]", null),
                new Token(2, "é", new Token.Span(0, 2)),
                new Token(3, "half", new Token.Span(2, 4)),
                new Token(4, "half", new Token.Span(4, 6)),
                new Token(5, "x", new Token.Span(6, 7))));
    TokenSpans spans = tokenizer.spans("é🦊x");
    assertThat(spans.starts()).containsExactly(0, 1, 1, 2);
    assertThat(spans.stops()).containsExactly(1, 2, 2, 3);
    assertThat(new WindowChunker(new WindowSize(2, 0)).chunks("é🦊x", tokenizer))
        .containsExactly(new Chunk(0, 1, 1), new Chunk(1, 2, 2), new Chunk(2, 3, 1));
  }

  @Test
  void textsWithoutTokensHaveNoChunks() {
    var size = new WindowSize(4, 1);
    for (Chunker chunker :
        List.of(new WindowChunker(size), new SentenceChunker(size), new HeadingChunker(size))) {
      assertThat(chunker.chunks(perPoint(" \n"))).isEmpty();
    }
    assertThatThrownBy(() -> new WindowSize(4, 4)).isInstanceOf(SemblanceException.class);
  }

  private static void requireSound(String text, List<Chunk> chunks, WindowSize size) {
    int[] points = text.codePoints().toArray();
    int covered = 0;
    for (Chunk chunk : chunks) {
      assertThat(chunk.tokens()).isBetween(1, size.tokens());
      assertThat(Graphemes.isInside(points, chunk.start())).as(text).isFalse();
      assertThat(Graphemes.isInside(points, chunk.end())).as(text).isFalse();
      String gap =
          new String(
              points, Math.min(covered, chunk.start()), Math.max(0, chunk.start() - covered));
      assertThat(gap).isBlank();
      covered = chunk.end();
    }
    assertThat(new String(points, covered, points.length - covered)).isBlank();
  }

  private static List<Chunk> chunks(Chunker chunker, TokenSpans text) {
    return chunker.chunks(text);
  }

  private static List<String> pieces(Chunker chunker, String text) {
    return chunker.chunks(perWord(text)).stream().map(chunk -> piece(text, chunk)).toList();
  }

  private static String piece(String text, Chunk chunk) {
    int start = text.offsetByCodePoints(0, chunk.start());
    return text.substring(start, text.offsetByCodePoints(0, chunk.end()));
  }

  /// A token for each code point that is no space.
  private static TokenSpans perPoint(String text) {
    int[] points = text.codePoints().toArray();
    int[] starts =
        IntStream.range(0, points.length).filter(i -> !Character.isWhitespace(points[i])).toArray();
    return new TokenSpans(starts, Arrays.stream(starts).map(i -> i + 1).toArray(), points);
  }

  /// A token for each word, with its marks, and each run of marks between spaces.
  private static TokenSpans perWord(String text) {
    List<int[]> words =
        Pattern.compile("\\S+")
            .matcher(text)
            .results()
            .map(m -> new int[] {m.start(), m.end()})
            .toList();
    return new TokenSpans(
        words.stream().mapToInt(word -> word[0]).toArray(),
        words.stream().mapToInt(word -> word[1]).toArray(),
        text.codePoints().toArray());
  }

  /// Returns the same tokens for every text.
  private record ListTokenizer(List<Token> tokens) implements Tokenizer {
    @Override
    public List<Token> tokenize(String text, boolean specialTokens) {
      assertThat(text.getBytes(StandardCharsets.UTF_8)).isNotEmpty();
      return tokens;
    }

    @Override
    public String decode(int[] ids, boolean skipSpecialTokens) {
      return "";
    }
  }
}
