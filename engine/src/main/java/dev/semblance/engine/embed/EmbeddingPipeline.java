package dev.semblance.engine.embed;

import dev.semblance.Chunked;
import dev.semblance.Chunking;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Embedding;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.SemblanceException;
import dev.semblance.Tokenizer;
import dev.semblance.Workload;
import dev.semblance.engine.batch.DynamicBatcher;
import dev.semblance.engine.batch.HeadTask;
import dev.semblance.engine.batch.Sequences;
import dev.semblance.engine.cache.CacheLookup;
import dev.semblance.engine.cache.CachedAnswer;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.Head;
import dev.semblance.engine.head.PooledHead;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.ImageReader;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The walk from inputs to embeddings: prompt and tokens, or pixels, on the caller's thread,
/// encoder and heads in shared batches, every kind that was asked for from one pass. *Safe for use
/// by many threads.*
public final class EmbeddingPipeline implements Embedder {
  private final ModelCard card;
  private final Modality.TextModality texts;
  private final Modality.@Nullable ImageModality images;
  private final DynamicBatcher encoder;
  private final CachedAnswers cachedAnswers;
  private final ModelCard.Cut cut;

  /// @param texts owned from here on
  /// @param images none for a model that reads texts alone
  /// @param encoder owned from here on
  /// @param cache what it answered before
  public EmbeddingPipeline(
      ModelCard card,
      Modality.TextModality texts,
      Modality.@Nullable ImageModality images,
      DynamicBatcher encoder,
      EmbeddingCache cache) {
    this.card = card;
    this.texts = texts;
    this.images = images;
    this.encoder = encoder;
    this.cachedAnswers = new CachedAnswers(cache, card, encoder.card());
    this.cut =
        switch (card.task()) {
          case ModelCard.Task.Embed task -> task.cut();
          case ModelCard.Task.Classify _ -> ModelCard.Cut.UNDECLARED;
        };
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public Tokenizer tokenizer() {
    return texts.tokenizer();
  }

  /// Computes a first text, whatever the cache holds, so that nobody waits for it.
  public void warm(String text, Output output) {
    List<Input> inputs = List.of(Input.of(text));
    EmbedOptions options = EmbedOptions.DEFAULT.with(output);
    var _ =
        compute(
            new EmbedCall(inputs, options, "", System.nanoTime()),
            new int[] {0},
            new Embedded.Timing[1]);
  }

  @Override
  public List<Embedded> embed(List<? extends Input> inputs, EmbedOptions options) {
    requireOutputs(options.outputs(), texts);
    if (images != null && inputs.stream().anyMatch(Input.Image.class::isInstance)) {
      requireOutputs(options.outputs(), images);
    }
    if (!options.outputs().equals(Set.of(Output.TOKENS))) { // whose width is the encoder's
      var _ = Vectors.width(options.form(), card.shape().dimensions());
    }
    EmbedCall ask =
        new EmbedCall(inputs, options, card.prompts().prefix(options.prompt()), System.nanoTime());
    encoder.requireOpen(); // the cache outlives it
    CacheLookup recall = cachedAnswers.lookUp(inputs, ask.outputs(), ask.prompt(), options);
    Embedded.Timing[] timings = new Embedded.Timing[inputs.size()];
    Arrays.fill(timings, Embedded.Timing.NONE);
    List<List<CachedAnswer>> fresh = compute(ask, recall.missing(), timings);
    List<List<CachedAnswer>> answers = recall.complete(fresh);

    List<Embedded> results = new ArrayList<>(inputs.size());
    for (int i = 0; i < timings.length; i++) {
      results.add(finished(answers.get(i), ask, timings[i]));
    }
    return results;
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    if (!options.outputs().equals(Set.of(Output.DENSE))
        || !(this.texts.heads().get(Output.DENSE) instanceof PooledHead head)) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "model %s makes %s; chunks have dense vectors alone"
              .formatted(card.id(), Output.named(this.texts.heads().keySet())));
    }
    var _ = Vectors.width(options.form(), card.shape().dimensions());
    return new ChunkReader(card, this.texts.tokenizer(), encoder, head)
        .read(texts, chunking, options);
  }

  @Override
  public Workload workload() {
    return encoder.workload().with(cachedAnswers.hitsAndMisses());
  }

  @Override
  public void close() {
    encoder.close();
    texts.tokenizer().close();
  }

  /// What a request asks.
  ///
  /// @param prompt its characters
  /// @param came [System#nanoTime] when it came
  private record EmbedCall(
      List<? extends Input> inputs, EmbedOptions options, String prompt, long came) {
    /// The order of each input's answers.
    List<Output> outputs() {
      return options.outputs().stream().sorted().toList();
    }
  }

  /// Computes the inputs at some places, each kind of output before it is finished.
  ///
  /// @param timings gets what each of them took, at its place
  private List<List<CachedAnswer>> compute(EmbedCall ask, int[] places, Embedded.Timing[] timings) {
    if (places.length == 0) {
      return List.of();
    }
    ImageReader eyes = images == null ? null : images.reader();
    var reader = new InputReader(texts.tokenizer(), eyes, card, ask.prompt(), ask.options());
    Sequences sequences =
        Sequences.read(places, ask.inputs().size(), i -> reader.read(ask.inputs().get(i)));
    long tokenizing = (System.nanoTime() - ask.came()) / places.length;
    List<Output> outputs = ask.outputs();
    List<List<CachedAnswer>> answers = new ArrayList<>(places.length);
    for (var one :
        encoder.run(
            sequences,
            i -> finish(reading(sequences.tokens().get(i).isImage()), outputs),
            ask.options().scheduling(),
            ask.came())) {
      timings[places[answers.size()]] =
          new Embedded.Timing(tokenizing, one.queueNanos(), one.computeNanos());
      answers.add(one.value());
    }
    return answers;
  }

  /// How inputs of a kind are read; an image that nobody reads is refused where it is read.
  private Modality reading(boolean image) {
    return image && images != null ? images : texts;
  }

  private void requireOutputs(Set<Output> asked, Modality reading) {
    for (Output output : asked) {
      if (!reading.heads().containsKey(output)) {
        String of = reading instanceof Modality.ImageModality ? " of images" : "";
        throw new SemblanceException(
            Fault.UNSUPPORTED,
            "model %s makes %s%s, not %s"
                .formatted(
                    card.id(),
                    Output.named(reading.heads().keySet()),
                    of,
                    Output.named(List.of(output))));
      }
    }
  }

  private HeadTask<List<CachedAnswer>> finish(Modality reading, List<Output> outputs) {
    List<Head> heads = outputs.stream().map(output -> head(reading, output)).toList();
    boolean firstOnly = heads.stream().allMatch(head -> head.rows() == Rows.FIRST);
    return new HeadTask<>(firstOnly ? Rows.FIRST : Rows.ALL, rows -> answers(rows, heads));
  }

  private List<CachedAnswer> answers(TokenVectors rows, List<Head> heads) {
    TokenSequence tokens = rows.tokens();
    return heads.stream()
        .map(head -> finite(head.apply(rows)))
        .map(made -> new CachedAnswer(made, tokens.length(), tokens.truncated()))
        .toList();
  }

  private Embedding finite(Embedding made) {
    float[] numbers =
        switch (made) {
          case Embedding.Dense(float[] values) -> values;
          case Embedding.Sparse(_, float[] weights) -> weights;
          case Embedding.MultiVector(float[] values, _) -> values;
        };
    if (!Vectors.finite(numbers)) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL,
          "model " + card.id() + ": the output is not finite; its weights hold NaN or infinity");
    }
    return made;
  }

  /// Gives the answers of one input the form the request wants; a finite vector stays finite.
  private Embedded finished(List<CachedAnswer> answers, EmbedCall ask, Embedded.Timing timing) {
    Map<Output, Embedding> outputs = new EnumMap<>(Output.class);
    OutputForm form = ask.options().form();
    for (int i = 0; i < answers.size(); i++) {
      Output kind = ask.outputs().get(i);
      Embedding finished =
          switch (answers.get(i).value()) {
            case Embedding.Dense(float[] values) ->
                new Embedding.Dense(Vectors.form(values, form, cut));
            case Embedding.Sparse sparse -> sparse;
            case Embedding.MultiVector vectors ->
                Vectors.cut(vectors, form.dimensions(), kind == Output.MULTI_VECTOR);
          };
      outputs.put(kind, finished);
    }
    CachedAnswer any = answers.getFirst();
    return new Embedded(outputs, any.tokens(), any.truncated(), timing);
  }

  private static Head head(Modality reading, Output output) {
    Head head = reading.heads().get(output);
    if (head == null) {
      throw new IllegalStateException("no head for " + output);
    }
    return head;
  }
}
