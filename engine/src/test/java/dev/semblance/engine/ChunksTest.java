package dev.semblance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.semblance.Chunked;
import dev.semblance.Chunked.Chunk;
import dev.semblance.Chunking;
import dev.semblance.Chunking.Pool;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.OutputForm;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.engine.model.ModelPlaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Texts cut into windows, embedded by a small model with random weights and mean pooling.
class ChunksTest {
  private static final Path MODELS =
      Path.of(System.getProperty("semblance.root", ".."), "../shared/fixtures/models");
  private static final EmbedOptions PLAIN = EmbedOptions.DEFAULT.with(new Prompt.Literal(""));
  private static final String WORDS = "the quick brown fox jumps over the lazy dog 🦊 and sleeps. ";
  private static Embedder model;

  @BeforeAll
  static void open() {
    assumeTrue(Files.exists(MODELS), "skipped: ../shared/fixtures/models is absent");
    model = open("bert-mean");
  }

  @AfterAll
  static void close() {
    if (model != null) {
      model.close();
    }
  }

  @Test
  void oneWindowEqualsTheWholeText() {
    String text = "A short text.";
    for (boolean late : new boolean[] {false, true}) {
      for (Pool pool : Pool.values()) {
        Chunked one = read(text, new Chunking(40, 0, late, pool));
        assertThat(one.chunks()).hasSize(1);
        assertClose(one.vectors().getFirst(), model.embed(text, PLAIN));
      }
    }
  }

  @Test
  void windowsCoverTheTextAndOverlap() {
    String text = WORDS.repeat(20).strip();
    int[] points = text.codePoints().toArray();
    for (int overlap : new int[] {0, 5}) {
      List<Chunk> chunks = read(text, new Chunking(20, overlap, false, Pool.NONE)).chunks();
      assertThat(chunks.getFirst().start()).isZero();
      assertThat(chunks.getLast().end()).isEqualTo(points.length);
      for (int i = 1; i < chunks.size(); i++) {
        assertThat(chunks.get(i).tokens()).isBetween(1, 20);
        assertThat(chunks.get(i).start()).isGreaterThan(chunks.get(i - 1).start());
        assertThat(chunks.get(i).start()).isLessThanOrEqualTo(chunks.get(i - 1).end() + 1);
        int start = chunks.get(i).start();
        assertThat(
                Character.isLetterOrDigit(points[start])
                    && Character.isLetterOrDigit(points[start - 1]))
            .as("begins in a word at %d", start)
            .isFalse();
      }
    }
  }

  @Test
  void windowEqualsItsTextAlone() {
    String text = WORDS.repeat(10).strip();
    Chunked read = read(text, new Chunking(24, 6, false, Pool.NONE));
    assertThat(read.vectors()).hasSameSizeAs(read.chunks());
    for (int i = 0; i < read.chunks().size(); i++) {
      Chunk chunk = read.chunks().get(i);
      assertClose(read.vectors().get(i), model.embed(piece(text, chunk), PLAIN));
    }
  }

  @Test
  void lateChunksDependOnTheirContext() {
    String text = WORDS.repeat(4).strip();
    Chunked late = read(text, new Chunking(12, 0, true, Pool.NONE));
    Chunked apart = read(text, new Chunking(12, 0, false, Pool.NONE));
    assertThat(late.chunks()).isEqualTo(apart.chunks());
    assertThat(late.vectors().get(1)).isNotEqualTo(apart.vectors().get(1));
  }

  @Test
  void longTextsAreReadInOverlappingPasses() {
    String text = WORDS.repeat(60).strip();
    Chunked late = read(text, new Chunking(16, 4, true, Pool.NONE));
    assertThat(late.vectors()).hasSameSizeAs(late.chunks());
    assertThat(late.chunks().getLast().end()).isEqualTo(text.codePointCount(0, text.length()));
    assertThat(late.tokens()).isGreaterThan(model.card().shape().maxTokens());
    int most = model.card().shape().maxTokens() - 2;
    assertThat(read(text, new Chunking(most, most - 1, true, Pool.MEAN)).vectors()).hasSize(1);
  }

  @Test
  void pooledVectorIsTheMeanWeightedByTokens() {
    String text = WORDS.repeat(10).strip();
    Chunked each = read(text, new Chunking(24, 0, false, Pool.NONE));
    float[] pooled = read(text, new Chunking(24, 0, false, Pool.MEAN)).vectors().getFirst();
    double[] sum = new double[pooled.length];
    for (int i = 0; i < each.chunks().size(); i++) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += each.chunks().get(i).tokens() * (double) each.vectors().get(i)[d];
      }
    }
    double length = Math.sqrt(Arrays.stream(sum).map(x -> x * x).sum());
    for (int d = 0; d < sum.length; d++) {
      assertThat((double) pooled[d]).isCloseTo(sum[d] / length, within(1e-5));
    }
    OutputForm cut = new OutputForm(true, 8);
    assertThat(
            model
                .embedChunks(List.of(text), new Chunking(24, 0, false, Pool.MAX), PLAIN.with(cut))
                .getFirst()
                .vectors()
                .getFirst())
        .hasSize(8);
  }

  @Test
  void everyWindowHasThePromptUncounted() {
    String text = WORDS.repeat(5).strip();
    EmbedOptions prompted = PLAIN.with(new Prompt.Literal("query: "));
    Chunked read =
        model
            .embedChunks(List.of(text), new Chunking(20, 0, false, Pool.NONE), prompted)
            .getFirst();
    assertThat(read.chunks()).isEqualTo(read(text, new Chunking(20, 0, false, Pool.NONE)).chunks());
    Chunk second = read.chunks().get(1);
    assertClose(read.vectors().get(1), model.embed(piece(text, second), prompted));
  }

  @Test
  void textsDoNotDependOnEachOther() {
    var chunking = new Chunking(16, 4, true, Pool.NONE);
    List<String> texts = List.of(WORDS.repeat(9), "short", WORDS.repeat(30), " ");
    List<Chunked> together = model.embedChunks(texts, chunking, PLAIN);
    for (int i = 0; i < texts.size(); i++) {
      Chunked alone = read(texts.get(i), chunking);
      assertThat(alone.chunks()).isEqualTo(together.get(i).chunks());
      for (int c = 0; c < alone.vectors().size(); c++) {
        assertClose(alone.vectors().get(c), together.get(i).vectors().get(c));
      }
    }
  }

  @Test
  void passagesAreWholeSentences() {
    String text =
        ("The" + WORDS.substring(3) + "Das (3.14 m) war alles! ").repeat(9)
            + "中文句子没有空格。下一句也是。".repeat(9);
    for (int overlap : new int[] {0, 16}) {
      List<Chunk> chunks = read(text, Chunking.passages(50, overlap)).chunks();
      assertThat(chunks).hasSizeGreaterThan(6);
      assertThat(chunks.getFirst().start()).isZero();
      assertThat(chunks.getLast().end()).isEqualTo(text.codePointCount(0, text.length()));
      assertThat(chunks)
          .allSatisfy(chunk -> {
            assertThat(chunk.tokens()).isBetween(1, 50);
            assertThat(piece(text, chunk)).matches("(?s)(The|Das|中文|下一).*[.!。]");
          });
      int overlapping = 0;
      for (int i = 1; i < chunks.size(); i++) {
        int gap = chunks.get(i).start() - chunks.get(i - 1).end();
        assertThat(gap).isLessThanOrEqualTo(1);
        overlapping += gap < 0 ? 1 : 0;
      }
      assertThat(overlapping > 0).isEqualTo(overlap > 0);
    }
  }

  @Test
  void passagesAreAsLongAsTheModelReads() {
    String text = ("The" + WORDS.substring(3)).repeat(60).strip();
    List<Chunk> chunks = read(text, Chunking.passages(Chunking.LONGEST, 0)).chunks();
    int longest = model.card().shape().maxTokens() - 2;
    assertThat(chunks).hasSizeGreaterThan(1);
    assertThat(chunks).allSatisfy(chunk -> assertThat(chunk.tokens()).isLessThanOrEqualTo(longest));
    assertThat(chunks.getFirst().tokens()).isGreaterThan(longest - 20);
    assertThat(read("A short text.", Chunking.passages(Chunking.LONGEST, 32)).chunks()).hasSize(1);
  }

  @Test
  void aMillionTokensAreRefusedOrRead() {
    try (Embedder table = open("static-embedding")) {
      String million = "the ".repeat(999_000).strip();
      assertThatThrownBy(() ->
              table.embedChunks(List.of(million), new Chunking(16, 0, false, Pool.NONE), PLAIN))
          .isInstanceOfSatisfying(
              SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.TOO_LARGE))
          .hasMessageContaining("16384 chunks");
      Chunked read =
          table
              .embedChunks(List.of(million), new Chunking(256, 0, false, Pool.MEAN), PLAIN)
              .getFirst();
      assertThat(read.chunks()).hasSizeGreaterThan(3_900);
      assertThatThrownBy(() -> read("x".repeat(4_000_001), new Chunking(9, 0, false, Pool.MEAN)))
          .hasMessage("a text may have no more than 4000000 characters. Given: 4000001");
    }
  }

  @Test
  void refusesInvalidWindows() {
    assertThatThrownBy(() -> new Chunking(8, 8, false, Pool.NONE))
        .hasMessageContaining("`overlap`");
    assertThatThrownBy(() -> new Chunking(8, -1, false, Pool.NONE))
        .hasMessageContaining("`overlap`");
    assertThatThrownBy(() -> new Chunking(0, 0, false, Pool.NONE)).hasMessageContaining("`tokens`");
    assertThatThrownBy(() -> read("a", new Chunking(100_000, 0, false, Pool.NONE)))
        .hasMessageContaining("no more than", "100000");
    try (Embedder cls = open("bert-cls")) {
      assertThatThrownBy(
              () -> cls.embedChunks(List.of("a"), new Chunking(8, 0, true, Pool.NONE), PLAIN))
          .hasMessageContaining("pools by cls");
    }
  }

  private static Chunked read(String text, Chunking chunking) {
    return model.embedChunks(List.of(text), chunking, PLAIN).getFirst();
  }

  private static String piece(String text, Chunk chunk) {
    return text.substring(
        text.offsetByCodePoints(0, chunk.start()), text.offsetByCodePoints(0, chunk.end()));
  }

  private static Embedder open(String name) {
    var places = new ModelPlaces(Path.of("no-models"), Path.of("no-hub-cache"));
    return Engine.open(
        MODELS.resolve(name).toString(), EngineSettings.standard(places).with(EncoderChoice.F32));
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(1e-5f));
    }
  }
}
