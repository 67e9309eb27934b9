package dev.semblance.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.semblance.Classifier;
import dev.semblance.Classifier.Classified;
import dev.semblance.Classifier.Example;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Embedding;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.Prompt;
import dev.semblance.Scheduling;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import dev.semblance.Truncation;
import dev.semblance.Workload;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.vector.Vectors;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A kept answer is the one that was computed, bit for bit, and is finished as a fresh one is.
///
/// Against a model without a cache a little is allowed, because the sums of vector lanes in heads
/// have no fixed order: even one model's answers differ in their last bits once a loop is compiled.
@Timeout(120)
class ModelCacheTest {
  private static final List<String> WORDS = List.of("cat", "bank", "query: cat", "中文", "");
  private static final List<Prompt> PROMPTS =
      List.of(
          new Prompt.None(),
          new Prompt.Default(),
          new Prompt.Query(),
          new Prompt.Literal("query: "),
          new Prompt.Literal("cat "));

  private static EngineSettings cached() {
    return Shared.packaged().with(EmbeddingCache.of(8 << 20));
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private static String text(Random random) {
    return (one(random, WORDS) + " ").repeat(random.nextInt(4) == 0 ? 300 : 1);
  }

  private static Input input(Random random) {
    return random.nextInt(4) == 0
        ? new Input.Tokens(random.ints(1 + random.nextInt(2), 5, 8).toArray())
        : Input.of(text(random));
  }

  private static EmbedOptions options(Random random, ModelCard model, List<Output> outputs) {
    List<Integer> cuts = List.of(1, model.shape().dimensions() / 2, model.shape().dimensions());
    return EmbedOptions.DEFAULT
        .with(one(random, PROMPTS))
        .with(random.nextBoolean() ? Truncation.RIGHT : Truncation.LEFT)
        .with(new OutputForm(random.nextBoolean(), random.nextBoolean() ? null : one(random, cuts)))
        .with(
            random.nextInt(3) == 0
                ? outputs.toArray(new Output[0])
                : new Output[] {one(random, outputs)});
  }

  private static float[] numbers(Embedded embedded, Output output) {
    return switch (Objects.requireNonNull(embedded.outputs().get(output))) {
      case Embedding.Dense(float[] values) -> values;
      case Embedding.Sparse(_, float[] weights) -> weights;
      case Embedding.MultiVector(float[] values, _) -> values;
    };
  }

  private static void assertNear(Embedded expected, Embedded actual, String what) {
    assertThat(actual.tokens()).as(what).isEqualTo(expected.tokens());
    assertThat(actual.truncated()).as(what).isEqualTo(expected.truncated());
    assertThat(actual.outputs().keySet()).as(what).isEqualTo(expected.outputs().keySet());
    for (Output output : expected.outputs().keySet()) {
      assertThat(numbers(actual, output))
          .as(what)
          .containsExactly(numbers(expected, output), within(1e-5f));
    }
  }

  /// Both of a kept answer: what was computed, and what a request makes of it.
  private static void assertFinished(
      Embedded raw, Embedded finished, OutputForm form, String what) {
    for (Output output : raw.outputs().keySet()) {
      assertThat(numbers(finished, output)).as(what).isEqualTo(formed(raw, output, form));
    }
  }

  private static float[] formed(Embedded raw, Output output, OutputForm form) {
    return switch (output) {
      case DENSE -> Vectors.form(raw.vector(), form);
      case SPARSE -> raw.sparse().weights();
      case MULTI_VECTOR, TOKENS ->
          Vectors.cut(raw.vectors(output), form.dimensions(), output == Output.MULTI_VECTOR)
              .values();
    };
  }

  private static void agrees(Path model, List<Output> outputs, int steps) {
    long seed = 5;
    Random random = new Random(seed);
    try (Embedder plain = Engine.open(model.toString(), Shared.packaged());
        Embedder remembering = Engine.open(model.toString(), cached())) {
      for (int step = 0; step < steps; step++) {
        List<Input> input = List.of(input(random));
        EmbedOptions options = options(random, plain.card(), outputs);
        String what = "seed %d, step %d: %s with %s".formatted(seed, step, input, options);
        Embedded expected = plain.embed(input, options).getFirst();
        Embedded actual = remembering.embed(input, options).getFirst();
        assertNear(expected, actual, what);
        EmbedOptions raw = options.with(new OutputForm(false, null));
        assertFinished(remembering.embed(input, raw).getFirst(), actual, options.form(), what);
      }
      Workload.Cache use = remembering.workload().cache();
      assertThat(use.hits()).isGreaterThan(steps + steps / 8);
      long warming = 1; // which the cache never sees
      assertThat(remembering.workload().batches().inputs().sum() - warming).isEqualTo(use.misses());
    }
  }

  @Test
  void whateverIsAskedTheVectorIsTheSame() {
    agrees(Shared.resource("bert-cls"), List.of(Output.DENSE), 400);
  }

  @Test
  void everyKindOfOutputIsTheSame() {
    agrees(
        Shared.shared("fixtures/models/bge-m3-like"),
        List.of(Output.DENSE, Output.SPARSE, Output.MULTI_VECTOR),
        400);
    agrees(Shared.shared("fixtures/models/splade"), List.of(Output.SPARSE), 200);
  }

  @Test
  void aRepeatedTextIsComputedOnceEvenWithinARequest() {
    String model = Shared.resource("bert-cls").toString();
    try (Embedder embedder = Engine.open(model, cached())) {
      long before = embedder.workload().batches().inputs().sum();
      List<Input> texts = List.of(Input.of("cat"), Input.of("bank"), Input.of("cat"));
      List<Embedded> first = embedder.embed(texts, EmbedOptions.DEFAULT);
      List<Embedded> second = embedder.embed(texts.reversed(), EmbedOptions.DEFAULT);
      assertThat(embedder.workload().batches().inputs().sum() - before).isEqualTo(2);
      assertThat(first.get(2).vector()).isEqualTo(first.get(0).vector());
      assertThat(first.get(2).vector()).isNotSameAs(first.get(0).vector());
      assertThat(second.get(1).vector()).isEqualTo(first.get(1).vector());
      assertThat(second.get(0).timing()).isEqualTo(Embedded.Timing.NONE);
      assertThat(embedder.workload().cache().hits()).isEqualTo(4);
    }
  }

  @Test
  void aModelThatIsOpenedAgainIsWarmedAgain() {
    String model = Shared.resource("bert-cls").toString();
    EngineSettings settings = cached();
    Engine.open(model, settings).close();
    try (Embedder again = Engine.open(model, settings)) {
      assertThat(again.workload().batches().inputs().sum()).isEqualTo(1);
      assertThat(again.workload().cache()).isEqualTo(Workload.Cache.NONE);
    }
  }

  @Test
  void aClosedModelAnswersNothingFromTheCache() {
    Embedder embedder = Engine.open(Shared.resource("bert-cls").toString(), cached());
    List<Input> cat = List.of(Input.of("cat"));
    embedder.embed(cat, EmbedOptions.DEFAULT);
    embedder.close();
    assertThatThrownBy(() -> embedder.embed(cat, EmbedOptions.DEFAULT))
        .isInstanceOf(SemblanceException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void whatACallerDoesToItsVectorStaysWithTheCaller() {
    String model = Shared.shared("fixtures/models/splade").toString();
    EmbedOptions sparse = EmbedOptions.DEFAULT.with(Output.SPARSE);
    try (Embedder embedder = Engine.open(model, cached())) {
      List<Input> cat = List.of(Input.of("cat"));
      Embedding.Sparse first = embedder.embed(cat, sparse).getFirst().sparse();
      float[] expected = first.weights().clone();
      first.weights()[0] = 42;
      assertThat(embedder.embed(cat, sparse).getFirst().sparse().weights()).isEqualTo(expected);
    }
  }

  @Test
  void anInputThatIsAtFaultIsNamedByItsPlaceInTheRequest() {
    String model = Shared.resource("bert-cls").toString();
    try (Embedder embedder = Engine.open(model, cached())) {
      EmbedOptions refusing = EmbedOptions.DEFAULT.with(Truncation.REFUSE);
      embedder.embed(List.of(Input.of("cat")), refusing);
      List<Input> inputs = List.of(Input.of("cat"), Input.of("cat"), Input.of("cat ".repeat(400)));
      assertThatThrownBy(() -> embedder.embed(inputs, refusing))
          .isInstanceOf(SemblanceException.class)
          .hasMessageEndingWith("(input 2)");
    }
  }

  @Test
  void scoresAreTheSameRawOrNot() {
    Path model = Shared.shared("fixtures/models/classifier-3");
    long seed = 6;
    Random random = new Random(seed);
    try (Classifier plain = (Classifier) Engine.openModel(model.toString(), Shared.packaged());
        Classifier remembering = (Classifier) Engine.openModel(model.toString(), cached())) {
      for (int step = 0; step < 200; step++) {
        String pair = random.nextBoolean() ? null : text(random);
        List<Example> example = List.of(new Example(text(random), pair));
        var options =
            new ScoreOptions(
                random.nextBoolean(),
                random.nextBoolean() ? Truncation.RIGHT : Truncation.LEFT,
                Scheduling.INTERACTIVE);
        Classified expected = plain.classify(example, options).getFirst();
        Classified actual = remembering.classify(example, options).getFirst();
        assertThat(actual.scores())
            .as("seed %d", seed)
            .containsExactly(expected.scores(), within(1e-5f));
        assertThat(remembering.classify(example, options).getFirst().scores())
            .as("seed %d", seed)
            .isEqualTo(actual.scores());
        assertThat(actual.tokens()).as("seed %d", seed).isEqualTo(expected.tokens());
      }
      assertThat(remembering.workload().cache().hits()).isGreaterThan(250);
    }
  }
}
