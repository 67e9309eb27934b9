package dev.semblance.engine.embed;

import dev.semblance.Classifier;
import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import dev.semblance.Tokenizer;
import dev.semblance.Workload;
import dev.semblance.engine.batch.DynamicBatcher;
import dev.semblance.engine.batch.HeadTask;
import dev.semblance.engine.cache.CacheLookup;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.engine.head.ClassificationHead;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.engine.model.ScoreActivation;
import dev.semblance.vector.Vectors;
import java.util.List;
import java.util.Map;

/// Texts and pairs of texts to the scores of labels. *Safe for use by many threads.*
public final class ClassificationPipeline implements Classifier {

  /// The steps after the encoder.
  ///
  /// @param head tokens to logits
  /// @param activation logits to scores
  public record LabelScoring(ClassificationHead head, ScoreActivation activation) {}

  private final ModelCard card;
  private final TextTokenizer tokenizer;
  private final CachedBatcher batcher;
  private final LabelScoring scoring;

  /// @param tokenizer owned from here on
  /// @param batcher owned from here on
  /// @param cache of earlier results
  public ClassificationPipeline(
      ModelCard card,
      TextTokenizer tokenizer,
      DynamicBatcher batcher,
      LabelScoring scoring,
      EmbeddingCache cache) {
    this.card = card;
    this.tokenizer = tokenizer;
    this.batcher = new CachedBatcher(batcher, new ModelCache(cache, card, batcher.card()));
    this.scoring = scoring;
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /// Computes a first text without the cache, so that the first request is as fast as later ones.
  public void warm(String text) {
    List<Example> examples = List.of(new Example(text, null));
    var _ =
        batcher.embed(
            CacheLookup.uncached(1),
            computation(examples, ScoreOptions.DEFAULT, System.nanoTime()));
  }

  @Override
  public List<Classified> classify(List<Example> examples, ScoreOptions options) {
    long arrivedNanos = System.nanoTime();
    batcher.batcher().requireOpen(); // the cache outlives it
    CacheLookup lookup = batcher.cache().lookUp(examples, options.truncation());
    return batcher.embed(lookup, computation(examples, options, arrivedNanos)).stream()
        .map(logits ->
            new Classified(scores(logits.vector(), options), logits.tokens(), logits.timing()))
        .toList();
  }

  @Override
  public Workload workload() {
    return batcher.workload();
  }

  @Override
  public void close() {
    batcher.close();
    tokenizer.close();
  }

  private CachedBatcher.Computation computation(
      List<Example> examples, ScoreOptions options, long arrivedNanos) {
    return new CachedBatcher.Computation(
        examples.size(),
        () -> place -> read(examples.get(place), options),
        _ -> new HeadTask<>(scoring.head().rows(), this::logits),
        options.scheduling(),
        arrivedNanos);
  }

  private TokenSequence read(Example example, ScoreOptions options) {
    String pair = example.pair();
    return pair == null
        ? tokenizer.encode(example.text(), options.truncation())
        : tokenizer.encodePair(example.text(), pair, options.truncation());
  }

  /// One logit for each label, as a dense vector.
  private Embedded logits(TokenVectors rows, Embedded.Timing timing) {
    float[] logits = scoring.head().apply(rows);
    if (!Vectors.finite(logits)) {
      throw new SemblanceException(Fault.BROKEN_MODEL, "score is NaN");
    }
    TokenSequence tokens = rows.tokens();
    return new Embedded(
        Map.of(Output.DENSE, new Embedding.Dense(logits)),
        tokens.length(),
        tokens.truncated(),
        timing);
  }

  private float[] scores(float[] logits, ScoreOptions options) {
    return options.raw() ? logits : scoring.activation().apply(logits);
  }
}
