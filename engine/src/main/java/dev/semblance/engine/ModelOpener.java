package dev.semblance.engine;

import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import dev.semblance.engine.batch.DynamicBatcher;
import dev.semblance.engine.embed.AsymmetricEmbedder;
import dev.semblance.engine.embed.ClassificationPipeline;
import dev.semblance.engine.embed.EmbeddingPipeline;
import dev.semblance.engine.embed.LookupEmbedder;
import dev.semblance.engine.embed.Modality;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.encoder.EncoderOutput;
import dev.semblance.engine.encoder.TextImageEncoder;
import dev.semblance.engine.encoder.table.TableEncoder;
import dev.semblance.engine.head.Heads;
import dev.semblance.engine.head.PooledHead;
import dev.semblance.engine.head.TokenWeights;
import dev.semblance.engine.input.ImageReader;
import dev.semblance.engine.input.PixelBudget;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.model.Fingerprint;
import dev.semblance.engine.model.ImageSpec;
import dev.semblance.engine.model.LabelNames;
import dev.semblance.engine.model.MatryoshkaDimensions;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.engine.model.PoolingChoice;
import dev.semblance.engine.model.ScoreActivation;
import dev.semblance.engine.model.TokenizerSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Opens the parts of one model in parallel, since each takes a noticeable part of a cold start.
/// When one part fails, the others are closed. *Confined to the thread that opened it.*
final class ModelOpener {
  private static final Logger LOG = System.getLogger(ModelOpener.class.getName());

  /// Outputs for the warm-up text, in order of preference.
  private static final List<Output> WARM_UP_OUTPUTS =
      List.of(Output.DENSE, Output.SPARSE, Output.MULTI_VECTOR);

  /// One word is enough to load and plan what every text needs; a fresh JVM computes slowly.
  private static final String WARM_UP_TEXT = "first";

  /// A thread for each part. The common pool has one thread on small machines; opening a model on
  /// it would deadlock.
  private static final Executor OPENING_THREADS =
      part -> Thread.ofPlatform().daemon().name("semblance-opening").start(part);

  private final EngineSettings settings;
  private final ModelSpec spec;

  ModelOpener(ModelFolder folder, EngineSettings settings) {
    this.settings = settings;
    if (settings.encoder() != EncoderChoice.ONNX) {
      Engine.prepare();
    }
    this.spec = ModelSpec.read(folder, settings.pooling());
  }

  /// The tokenizers of one model.
  ///
  /// @param queries null where queries are read as documents
  /// @param masked ids of the tokens that get no vector
  private record Tokenizers(
      TextTokenizer documents, @Nullable TextTokenizer queries, Set<Integer> masked)
      implements AutoCloseable {

    /// Reads `tokenizer.json` once, for both.
    static Tokenizers open(ModelSpec spec) {
      TokenizerSource source = spec.readTokenizer();
      TextTokenizer documents = TextTokenizer.open(spec, source);
      try {
        TextTokenizer queries = spec.queries().map(other -> open(other, spec, source)).orElse(null);
        return new Tokenizers(documents, queries, source.ids(spec.maskedWords()));
      } catch (RuntimeException | Error e) {
        documents.close();
        throw e;
      }
    }

    private static TextTokenizer open(
        ModelSpec queries, ModelSpec documents, TokenizerSource source) {
      boolean same = queries.encoderFolder().equals(documents.encoderFolder());
      return TextTokenizer.open(queries, same ? source : queries.readTokenizer());
    }

    @Override
    public void close() {
      documents.close();
      if (queries != null) {
        queries.close();
      }
    }
  }

  /// The model, warmed by a first text.
  Model open() {
    var tokenizing = inBackground(() -> Tokenizers.open(spec));
    var encoding = inBackground(this::encoder);
    var fingerprint = inBackground(() -> Fingerprint.of(spec));
    try {
      Tokenizers tokenizers = join(tokenizing);
      requireRows(tokenizers.documents(), spec.texts().embeddingRows());
      Encoder encoder = join(encoding);
      if (encoder instanceof TableEncoder table) {
        requireRows(tokenizers.documents(), table.vocabulary());
      }
      checkPooling(encoder);
      Heads heads = Heads.open(spec, encoder, tokenizers.masked());
      return model(tokenizers, encoder, heads, fingerprint(join(fingerprint), encoder));
    } catch (RuntimeException | Error e) {
      var _ = tokenizing.thenAccept(Tokenizers::close);
      var _ = encoding.thenAccept(Encoder::close);
      throw e;
    }
  }

  /// Logs what is to be known of the pooling, and refuses one that nothing is left to do for.
  private void checkPooling(Encoder encoder) {
    if (encoder.output() != EncoderOutput.EMBEDDINGS) {
      spec.poolingNote(settings.pooling())
          .ifPresent(note -> LOG.log(Level.WARNING, "model {0}: {1}", spec.folder().id(), note));
    } else if (settings.pooling() != PoolingChoice.AUTO) {
      throw new SemblanceException(
          Fault.UNSUPPORTED,
          "model %s: pooling %s cannot be applied, since its graph gives finished vectors alone; leave it to the folder (auto)"
              .formatted(spec.folder().shownName(), settings.pooling()));
    }
  }

  /// The name of the pooling in force; `graph` where the graph itself pools.
  private String pooling(Encoder encoder) {
    return encoder.output() == EncoderOutput.EMBEDDINGS ? "graph" : spec.pooling();
  }

  /// With a pooling of its own where the vectors are not those that the folder alone gives.
  private String fingerprint(Fingerprint files, Encoder encoder) {
    String ofFolder = files.in(encoder.card().precision());
    return ModelSpec.read(spec.folder()).modules().equals(spec.modules())
        ? ofFolder
        : new Fingerprint(ofFolder).in("pooling " + settings.pooling());
  }

  private Model model(Tokenizers tokenizers, Encoder encoder, Heads heads, String fingerprint) {
    TextTokenizer tokenizer = tokenizers.documents();
    String precision = encoder.card().precision();
    return switch (heads) {
      case Heads.EmbeddingHeads(var byOutput, int width) -> {
        var images = images(encoder, width);
        var task =
            new ModelCard.Task.Embed(
                byOutput.keySet(), pooling(encoder), MatryoshkaDimensions.of(spec), images != null);
        var card = card(fingerprint, task, shape(width, tokenizer, precision));
        DynamicBatcher batching = batching(encoder);
        var texts = new Modality.TextModality(tokenizer, byOutput);
        var documents = new EmbeddingPipeline(card, texts, images, batching, settings.cache());
        Output any =
            WARM_UP_OUTPUTS.stream()
                .filter(byOutput::containsKey)
                .findFirst()
                .orElse(Output.TOKENS);
        documents.warm(WARM_UP_TEXT, any);
        TextTokenizer queryTokenizer = tokenizers.queries();
        yield queryTokenizer == null
            ? documents
            : new AsymmetricEmbedder(queries(queryTokenizer, card, batching, encoder), documents);
      }
      case Heads.Classification(var head) -> {
        var task = new ModelCard.Task.Classify(LabelNames.of(spec.folder(), head.labels()));
        var card = card(fingerprint, task, shape(head.labels(), tokenizer, precision));
        var scoring =
            new ClassificationPipeline.LabelScoring(
                head, ScoreActivation.of(spec.folder(), head.labels()));
        var classifier =
            new ClassificationPipeline(
                card, tokenizer, batching(encoder), scoring, settings.cache());
        classifier.warm(WARM_UP_TEXT);
        yield classifier;
      }
    };
  }

  /// The embedder of queries, for a model that reads them differently from documents.
  ///
  /// @param card the model's; queries get a fingerprint of their own, since a text has another
  ///   vector as a query than as a document
  private Embedder queries(
      TextTokenizer tokenizer, ModelCard card, DynamicBatcher batching, Encoder encoder) {
    ModelSpec queries = spec.queries().orElseThrow();
    var queryCard =
        new ModelCard(
            card.id(),
            new Fingerprint(card.fingerprint()).in("queries"),
            card.task(),
            card.shape(),
            card.prompts());
    if (queries.modules().getFirst() instanceof ModuleSpec.SparseStaticEmbedding(String path)) {
      return new LookupEmbedder(queryCard, tokenizer, TokenWeights.open(spec.folder(), path));
    }
    Heads heads = Heads.open(queries, encoder, Set.of());
    return switch (heads) {
      case Heads.EmbeddingHeads(var byOutput, _) ->
          new EmbeddingPipeline(
              queryCard,
              new Modality.TextModality(tokenizer, byOutput),
              null,
              batching,
              settings.cache());
      case Heads.Classification _ -> throw spec.folder().broken("its queries go to a classifier");
    };
  }

  private DynamicBatcher batching(Encoder encoder) {
    return new DynamicBatcher(encoder, settings.limits(), settings.compute().cores());
  }

  private Encoder encoder() {
    if (spec.modules().getFirst() instanceof ModuleSpec.StaticEmbedding(String path)) {
      return TableEncoder.open(spec.folder(), path);
    }
    var opener = EncoderOpener.of(spec.encoderFolder(), settings);
    return spec.images().isPresent() ? opener.openWithImages() : opener.open();
  }

  /// The image part of the pipeline; null for a model of texts only.
  ///
  /// @param width of text vectors, which image vectors must have too
  private Modality.@Nullable ImageModality images(Encoder encoder, int width) {
    if (!(encoder instanceof TextImageEncoder textImage)) {
      return null;
    }
    ImageSpec images = spec.images().orElseThrow();
    ModelSpec pipeline = spec.withModules(images.modules());
    Encoder vision = textImage.images();
    PooledHead head = PooledHead.open(pipeline, vision.card().width());
    if (head.width() != width) {
      throw spec.folder()
          .broken(
              "its vectors of images have " + head.width() + " numbers, those of texts " + width);
    }
    var reader = new ImageReader(images, PixelBudget.of(settings.compute().imagePixels()));
    return new Modality.ImageModality(reader, Map.of(Output.DENSE, head));
  }

  private ModelCard card(String fingerprint, ModelCard.Task task, ModelCard.Shape shape) {
    return new ModelCard(spec.folder().id(), fingerprint, task, shape, spec.prompts());
  }

  private ModelCard.Shape shape(int width, TextTokenizer tokenizer, String precision) {
    return new ModelCard.Shape(width, spec.maxTokens(), tokenizer.vocabulary(), precision);
  }

  /// Every id of the tokenizer must have a row in the embedding table.
  private void requireRows(TextTokenizer tokenizer, int rows) {
    if (tokenizer.vocabulary() > rows) {
      throw spec.folder()
          .broken(
              "tokenizer has more ids ("
                  + tokenizer.vocabulary()
                  + ") than the embedding table has rows ("
                  + rows
                  + ")");
    }
  }

  private static <T> CompletableFuture<T> inBackground(Supplier<T> part) {
    return CompletableFuture.supplyAsync(part, OPENING_THREADS);
  }

  private static <T> T join(CompletableFuture<T> future) {
    try {
      return future.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof SemblanceException fault) {
        throw fault;
      }
      throw e;
    }
  }
}
