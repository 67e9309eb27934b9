package dev.semblance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.OutputForm;
import dev.semblance.Prompt;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import dev.semblance.engine.batch.QueueLimits;
import dev.semblance.engine.batch.QueueLimits.Amount;
import dev.semblance.vector.Vectors;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// From inputs to vectors, with a small model of random weights.
@Timeout(120)
class EmbeddingTest {
  private static final String MODEL = Shared.resource("bert-cls").toString();
  private static final List<String> WORDS =
      List.of("cat", "bank", "river", "vector", "the", "running", "中文", "🙂", "naïve", "search");

  @SuppressWarnings("NullAway.Init")
  private static Embedder embedder;

  @BeforeAll
  static void open() {
    embedder = Engine.open(MODEL, Shared.packaged());
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  private static List<Input> texts(long seed, int count) {
    Random random = new Random(seed);
    List<Input> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      StringBuilder text = new StringBuilder("text " + i);
      for (int w = random.nextInt(40); w > 0; w--) {
        text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
      }
      texts.add(Input.of(text.toString()));
    }
    return texts;
  }

  @Test
  void resultsDoNotDependOnTheBatch() {
    List<Input> texts = texts(1, 60);
    List<Embedded> together = embedder.embed(texts, EmbedOptions.DEFAULT);
    for (int i = 0; i < texts.size(); i++) {
      float[] alone =
          embedder.embed(List.of(texts.get(i)), EmbedOptions.DEFAULT).getFirst().vector();
      assertThat(Vectors.cosine(alone, together.get(i).vector())).isGreaterThanOrEqualTo(0.999999);
    }
  }

  @Test
  void keepsTheOrderOfInputs() {
    List<Input> texts = texts(2, 200);
    List<Embedded> straight = embedder.embed(texts, EmbedOptions.DEFAULT);
    List<Input> reversed = new ArrayList<>(texts);
    Collections.reverse(reversed);
    List<Embedded> back = embedder.embed(reversed, EmbedOptions.DEFAULT);
    for (int i = 0; i < texts.size(); i++) {
      assertThat(Vectors.cosine(straight.get(i).vector(), back.get(texts.size() - 1 - i).vector()))
          .isGreaterThanOrEqualTo(0.999999);
    }
  }

  @Test
  void normalisedVectorsHaveLengthOne() {
    for (Embedded result : embedder.embed(texts(3, 30), EmbedOptions.DEFAULT)) {
      double length = Math.sqrt(Vectors.dot(result.vector(), result.vector()));
      assertThat(length).isCloseTo(1, within(1e-6));
    }
  }

  @Test
  void truncatesFromTheRequestedSideAndReportsIt() {
    String text = "cat ".repeat(400) + "river";
    Embedded right = one(text, EmbedOptions.DEFAULT);
    Embedded left = one(text, EmbedOptions.DEFAULT.with(Truncation.LEFT));
    assertThat(right.truncated()).isTrue();
    assertThat(right.tokens()).isEqualTo(embedder.card().shape().maxTokens());
    assertThat(Vectors.cosine(right.vector(), left.vector())).isLessThan(0.999999);
    assertThat(one("cat", EmbedOptions.DEFAULT).truncated()).isFalse();
  }

  @Test
  void refusesTooManyTokensNamingTheInput() {
    var refusing = EmbedOptions.DEFAULT.with(Truncation.REFUSE);
    List<Input> inputs = List.of(Input.of("short"), Input.of("cat ".repeat(400)));
    assertThatThrownBy(() -> embedder.embed(inputs, refusing))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("must have less than")
        .hasMessageContaining("Given: ")
        .hasMessageContaining("input 1");
  }

  @Test
  void reportsEveryInvalidInput() {
    var refusing = EmbedOptions.DEFAULT.with(Truncation.REFUSE);
    List<Input> inputs =
        List.of(
            Input.of("cat ".repeat(400)),
            Input.of("short"),
            new Input.Tokens(new int[] {9_999_999}),
            Input.of("cat ".repeat(400)));
    assertThatThrownBy(() -> embedder.embed(inputs, refusing))
        .hasMessageEndingWith("(input 0)")
        .isInstanceOfSatisfying(
            SemblanceException.class,
            e -> assertThat(e.ofInputs()).extracting(SemblanceException::input).contains(0, 2));
  }

  @Test
  void hugeTextIsCutBeforeTokenization() {
    assertThat(one("cat ".repeat(3_000_000), EmbedOptions.DEFAULT).truncated()).isTrue();
  }

  @Test
  void refusesUnknownPromptsAndDimensions() {
    assertThatThrownBy(() -> one("x", EmbedOptions.DEFAULT.with(new Prompt.Named("nope"))))
        .hasMessageContaining("nope")
        .hasMessageContaining("query");
    assertThatThrownBy(() -> one("x", EmbedOptions.DEFAULT.with(new OutputForm(true, 100_000))))
        .hasMessageContaining("100000");
  }

  @Test
  void readsTokenIdsAsGiven() {
    String text = "What is BGE M3?";
    int[] ids =
        embedder.tokenizer().tokenize(text, true).stream().mapToInt(token -> token.id()).toArray();
    Embedded ofIds =
        embedder.embed(List.of(new Input.Tokens(ids)), EmbedOptions.DEFAULT).getFirst();
    Embedded ofText = one(text, EmbedOptions.DEFAULT);
    assertThat(ofIds.vector()).containsExactly(ofText.vector(), within(1e-6f));
    assertThat(ofIds.tokens()).isEqualTo(ids.length).isEqualTo(ofText.tokens());
    assertThatThrownBy(() ->
            embedder.embed(List.of(new Input.Tokens(new int[] {1 << 20})), EmbedOptions.DEFAULT))
        .hasMessageContaining("vocabulary");
    assertThatThrownBy(
            () -> embedder.embed(List.of(new Input.Tokens(new int[0])), EmbedOptions.DEFAULT))
        .hasMessageContaining("empty");
  }

  @Test
  void readsUnusualText() {
    List<Input> strange =
        List.of(
            Input.of(""),
            Input.of("\0"),
            Input.of("a\0b"),
            Input.of("\uD800 alone"),
            Input.of("\uDC00"),
            Input.of("\u202eright to left שלום"),
            Input.of("👨‍👩‍👧‍👦🏳️‍🌈"),
            Input.of("\u0301".repeat(5000)),
            Input.of("\n\t  "));
    assertThat(embedder.embed(strange, EmbedOptions.DEFAULT))
        .allSatisfy(result -> assertThat(Vectors.finite(result.vector())).isTrue());
  }

  @Test
  void servesManyCallersAtOnce() throws InterruptedException {
    List<Input> texts = texts(4, 50);
    List<Embedded> expected = embedder.embed(texts, EmbedOptions.DEFAULT);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> callers = new ArrayList<>();
    for (int c = 0; c < 16; c++) {
      int shift = c;
      callers.add(
          Thread.ofVirtual()
              .start(() -> {
                try {
                  for (int i = 0; i < texts.size(); i++) {
                    int which = (i + shift) % texts.size();
                    float[] vector =
                        embedder
                            .embed(List.of(texts.get(which)), EmbedOptions.DEFAULT)
                            .getFirst()
                            .vector();
                    assertThat(Vectors.cosine(vector, expected.get(which).vector()))
                        .isGreaterThanOrEqualTo(0.999999);
                  }
                } catch (Throwable e) {
                  failure.set(e);
                }
              }));
    }
    for (Thread caller : callers) {
      caller.join();
    }
    assertThat(failure.get()).isNull();
  }

  @Test
  void listsLongerThanTheQueueAreSplit() {
    var tight =
        Shared.packaged()
            .with(
                new QueueLimits(new Amount(8, 10_000), new Amount(4, 256), Duration.ofMinutes(1)));
    try (Embedder small = Engine.open(MODEL, tight)) {
      assertThat(small.embed(texts(5, 100), EmbedOptions.DEFAULT)).hasSize(100);
    }
  }

  @Test
  void interruptedCallerGetsCancelled() throws InterruptedException {
    AtomicReference<Throwable> thrown = new AtomicReference<>();
    Thread caller =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              try {
                one("never mind", EmbedOptions.DEFAULT);
              } catch (SemblanceException e) {
                thrown.set(e);
              }
            });
    caller.join();
    assertThat(thrown.get()).isInstanceOf(SemblanceException.class);
    assertThat(((SemblanceException) thrown.get()).fault()).isEqualTo(Fault.CANCELLED);
    assertThat(one("and another", EmbedOptions.DEFAULT).vector()).isNotEmpty();
  }

  @Test
  void closedModelRefusesCalls() {
    Embedder closed = Engine.open(MODEL, Shared.packaged());
    closed.close();
    closed.close();
    assertThatThrownBy(() -> closed.embed("x", EmbedOptions.DEFAULT))
        .hasMessageContaining("closed");
  }

  private static Embedded one(String text, EmbedOptions options) {
    return embedder.embed(List.of(Input.of(text)), options).getFirst();
  }
}
