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
import dev.semblance.Scheduling;
import dev.semblance.SemblanceException;
import dev.semblance.Tokenizer;
import dev.semblance.Workload;
import dev.semblance.engine.batch.DynamicBatcher;
import dev.semblance.engine.batch.HeadTask;
import dev.semblance.engine.cache.CacheLookup;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.Head;
import dev.semblance.engine.head.PooledHead;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.ImageReader;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.vector.Vectors;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Inputs to embeddings: prompt and tokens, or pixels, on the caller's thread; encoder and heads in
/// shared batches, every requested kind of output from one pass. *Safe for use by many threads.*
public final class EmbeddingPipeline implements Embedder {
  private final ModelCard card;
  private final Modality.TextModality texts;
  private final Modality.@Nullable ImageModality images;
  private final CachedBatcher batcher;
  private final ModelCard.Cut cut;

  /// @param texts owned from here on
  /// @param images null for a model that reads texts alone
  /// @param batcher owned from here on
  /// @param cache of earlier results
  public EmbeddingPipeline(
      ModelCard card,
      Modality.TextModality texts,
      Modality.@Nullable ImageModality images,
      DynamicBatcher batcher,
      EmbeddingCache cache) {
    this.card = card;
    this.texts = texts;
    this.images = images;
    this.batcher = new CachedBatcher(batcher, new ModelCache(cache, card, batcher.card()));
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

  /// Computes a first text without the cache, so that the first request is as fast as later ones.
  public void warm(String text, Output output) {
    EmbedOptions options = EmbedOptions.DEFAULT.with(output);
    var call =
        new PipelineCall(List.of(Input.of(text)), options, List.of(output), "", System.nanoTime());
    var _ = batcher.embed(CacheLookup.uncached(1), computation(call));
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
    String prompt = card.prompts().prefix(options.prompt());
    List<Output> outputs = options.outputs().stream().sorted().toList();
    var call = new PipelineCall(inputs, options, outputs, prompt, System.nanoTime());
    batcher.batcher().requireOpen(); // the cache outlives it
    CacheLookup lookup = batcher.cache().lookUp(inputs, outputs, prompt, options);
    return batcher.embed(lookup, computation(call)).stream()
        .map(embedded -> formed(embedded, options.form()))
        .toList();
  }

  @Override
  public List<Chunked> embedChunks(List<String> texts, Chunking chunking, EmbedOptions options) {
    if (!options.outputs().equals(Set.of(Output.DENSE))
        || !(this.texts.heads().get(Output.DENSE) instanceof PooledHead head)) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "model %s makes %s; chunks have dense vectors alone"
              .formatted(card.shownName(), Output.named(this.texts.heads().keySet())));
    }
    var _ = Vectors.width(options.form(), card.shape().dimensions());
    return new ChunkReader(card, this.texts.tokenizer(), batcher.batcher(), head)
        .read(texts, chunking, options);
  }

  @Override
  public Workload workload() {
    return batcher.workload();
  }

  @Override
  public void close() {
    batcher.close();
    texts.tokenizer().close();
  }

  /// One call of [#embed].
  ///
  /// @param outputs the requested kinds
  /// @param prompt its characters
  /// @param arrivedNanos [System#nanoTime] when the call began
  private record PipelineCall(
      List<? extends Input> inputs,
      EmbedOptions options,
      List<Output> outputs,
      String prompt,
      long arrivedNanos) {}

  private CachedBatcher.Computation computation(PipelineCall call) {
    return new CachedBatcher.Computation(
        call.inputs().size(),
        () -> {
          Function<byte[], TokenSequence> ofImage =
              images == null ? null : encoded -> read(images.reader(), encoded, call);
          var reader =
              new InputReader(texts.tokenizer(), ofImage, card, call.prompt(), call.options());
          return place -> reader.read(call.inputs().get(place));
        },
        tokens -> task(modality(tokens.isImage()), call.outputs()),
        call.options().scheduling(),
        call.arrivedNanos());
  }

  private TokenSequence read(ImageReader reader, byte[] encoded, PipelineCall call) {
    Scheduling scheduling = call.options().scheduling();
    scheduling.requester().take(reader.bytes());
    return reader.read(encoded, batcher.batcher().maxWaitNanos(scheduling, call.arrivedNanos()));
  }

  /// An image that the model does not read is refused by [InputReader].
  private Modality modality(boolean image) {
    return image && images != null ? images : texts;
  }

  private void requireOutputs(Set<Output> outputs, Modality modality) {
    for (Output output : outputs) {
      if (!modality.heads().containsKey(output)) {
        String ofImages = modality instanceof Modality.ImageModality ? " of images" : "";
        throw new SemblanceException(
            Fault.UNSUPPORTED,
            "model %s makes %s%s, not %s"
                .formatted(
                    card.shownName(),
                    Output.named(modality.heads().keySet()),
                    ofImages,
                    Output.named(List.of(output))));
      }
    }
  }

  private HeadTask<Embedded> task(Modality modality, List<Output> outputs) {
    Map<Output, Head> heads = new EnumMap<>(Output.class);
    outputs.forEach(output -> heads.put(output, head(modality, output)));
    boolean firstOnly = heads.values().stream().allMatch(head -> head.rows() == Rows.FIRST);
    return new HeadTask<>(
        firstOnly ? Rows.FIRST : Rows.ALL, (rows, timing) -> apply(heads, rows, timing));
  }

  private Embedded apply(Map<Output, Head> heads, TokenVectors rows, Embedded.Timing timing) {
    Map<Output, Embedding> values = new EnumMap<>(Output.class);
    heads.forEach((output, head) -> values.put(output, finite(head.apply(rows))));
    return new Embedded(values, rows.tokens().length(), rows.tokens().truncated(), timing);
  }

  private Embedding finite(Embedding embedding) {
    float[] numbers =
        switch (embedding) {
          case Embedding.Dense(float[] values) -> values;
          case Embedding.Sparse(_, float[] weights) -> weights;
          case Embedding.MultiVector(float[] values, _) -> values;
        };
    FiniteOutput.require(numbers, card);
    return embedding;
  }

  /// Cuts and normalises as the request asks; finite numbers stay finite.
  private Embedded formed(Embedded embedded, OutputForm form) {
    Map<Output, Embedding> outputs = new EnumMap<>(Output.class);
    embedded
        .outputs()
        .forEach((kind, embedding) -> outputs.put(kind, formed(kind, embedding, form)));
    return new Embedded(outputs, embedded.tokens(), embedded.truncated(), embedded.timing());
  }

  private Embedding formed(Output kind, Embedding embedding, OutputForm form) {
    return switch (embedding) {
      case Embedding.Dense(float[] values) -> new Embedding.Dense(Vectors.form(values, form, cut));
      case Embedding.Sparse sparse -> sparse;
      case Embedding.MultiVector vectors ->
          Vectors.cut(vectors, form.dimensions(), kind == Output.MULTI_VECTOR);
    };
  }

  private static Head head(Modality modality, Output output) {
    Head head = modality.heads().get(output);
    if (head == null) {
      throw new IllegalStateException("no head for " + output);
    }
    return head;
  }
}
