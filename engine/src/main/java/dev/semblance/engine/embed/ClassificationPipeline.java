package dev.semblance.engine.embed;

import dev.semblance.Classifier;
import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import dev.semblance.Tokenizer;
import dev.semblance.Workload;
import dev.semblance.engine.batch.DynamicBatcher;
import dev.semblance.engine.batch.HeadTask;
import dev.semblance.engine.batch.Sequences;
import dev.semblance.engine.batch.Timed;
import dev.semblance.engine.cache.CacheLookup;
import dev.semblance.engine.cache.CachedAnswer;
import dev.semblance.engine.cache.EmbeddingCache;
import dev.semblance.engine.head.ClassificationHead;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.engine.model.ScoreActivation;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The walk from texts and pairs to the scores of labels. *Safe for use by many threads.*
public final class ClassificationPipeline implements Classifier {

  /// What comes after the encoder.
  ///
  /// @param head logits
  /// @param activation what a finished score is made with
  public record LabelScoring(ClassificationHead head, ScoreActivation activation) {}

  private final ModelCard card;
  private final TextTokenizer tokenizer;
  private final DynamicBatcher encoder;
  private final LabelScoring scoring;
  private final CachedAnswers cachedAnswers;

  /// @param tokenizer owned from here on
  /// @param encoder owned from here on
  /// @param cache what it answered before
  public ClassificationPipeline(
      ModelCard card,
      TextTokenizer tokenizer,
      DynamicBatcher encoder,
      LabelScoring scoring,
      EmbeddingCache cache) {
    this.card = card;
    this.tokenizer = tokenizer;
    this.encoder = encoder;
    this.scoring = scoring;
    this.cachedAnswers = new CachedAnswers(cache, card, encoder.card());
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /// Computes a first text, whatever the cache holds, so that nobody waits for it.
  public void warm(String text) {
    ScoreOptions options = ScoreOptions.DEFAULT;
    Example example = new Example(text, null);
    var _ =
        encoder.run(
            Sequences.read(1, _ -> read(example, options)),
            new HeadTask<>(scoring.head().rows(), this::logits),
            options.scheduling(),
            System.nanoTime());
  }

  @Override
  public List<Classified> classify(List<Example> examples, ScoreOptions options) {
    long came = System.nanoTime();
    encoder.requireOpen(); // the cache outlives it
    CacheLookup recall = cachedAnswers.lookUp(examples, options.truncation());
    int[] missing = recall.missing();
    Sequences sequences =
        Sequences.read(missing, examples.size(), i -> read(examples.get(i), options));
    long tokenizing = (System.nanoTime() - came) / Math.max(1, missing.length);
    HeadTask<CachedAnswer> finish = new HeadTask<>(scoring.head().rows(), this::logits);
    var computed = encoder.run(sequences, finish, options.scheduling(), came);

    Embedded.Timing[] timings = new Embedded.Timing[examples.size()];
    Arrays.fill(timings, Embedded.Timing.NONE);
    for (int i = 0; i < missing.length; i++) {
      Timed<CachedAnswer> one = computed.get(i);
      timings[missing[i]] = new Embedded.Timing(tokenizing, one.queueNanos(), one.computeNanos());
    }
    List<List<CachedAnswer>> answers =
        recall.complete(computed.stream().map(one -> List.of(one.value())).toList());
    List<Classified> results = new ArrayList<>(examples.size());
    for (int i = 0; i < timings.length; i++) {
      CachedAnswer answer = answers.get(i).getFirst();
      results.add(new Classified(scores(answer, options), answer.tokens(), timings[i]));
    }
    return results;
  }

  @Override
  public Workload workload() {
    return encoder.workload().with(cachedAnswers.hitsAndMisses());
  }

  @Override
  public void close() {
    encoder.close();
    tokenizer.close();
  }

  private TokenSequence read(Example example, ScoreOptions options) {
    String pair = example.pair();
    return pair == null
        ? tokenizer.encode(example.text(), options.truncation())
        : tokenizer.encodePair(example.text(), pair, options.truncation());
  }

  /// One number a label, kept as a vector of them.
  private CachedAnswer logits(TokenVectors rows) {
    float[] logits = scoring.head().apply(rows);
    if (!Vectors.finite(logits)) {
      throw new SemblanceException(Fault.BROKEN_MODEL, "score is NaN");
    }
    TokenSequence tokens = rows.tokens();
    return new CachedAnswer(new Embedding.Dense(logits), tokens.length(), tokens.truncated());
  }

  private float[] scores(CachedAnswer answer, ScoreOptions options) {
    if (!(answer.value() instanceof Embedding.Dense(float[] logits))) {
      throw new IllegalStateException("scores are kept as " + answer.value());
    }
    return options.raw() ? logits : scoring.activation().apply(logits);
  }
}
