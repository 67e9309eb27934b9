package dev.semblance.engine.embed;

import dev.semblance.Classifier;
import dev.semblance.Embedded;
import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import dev.semblance.Tokenizer;
import dev.semblance.Workload;
import dev.semblance.engine.head.ClassificationHead;
import dev.semblance.engine.input.TextTokenizer;
import dev.semblance.engine.input.TokenSequence;
import dev.semblance.engine.model.ScoreActivation;
import dev.semblance.vector.Vectors;
import java.util.ArrayList;
import java.util.List;

/// The walk from texts and pairs to the scores of labels. *Safe for use by many threads.*
public final class TextClassifier implements Classifier {

  /// What comes after the encoder.
  ///
  /// @param head logits
  /// @param activation what a finished score is made with
  public record Scoring(ClassificationHead head, ScoreActivation activation) {}

  private final ModelCard card;
  private final TextTokenizer tokenizer;
  private final BatchingEncoder encoder;
  private final Scoring scoring;

  /// @param tokenizer owned from here on
  /// @param encoder owned from here on
  public TextClassifier(
      ModelCard card, TextTokenizer tokenizer, BatchingEncoder encoder, Scoring scoring) {
    this.card = card;
    this.tokenizer = tokenizer;
    this.encoder = encoder;
    this.scoring = scoring;
  }

  @Override
  public ModelCard model() {
    return card;
  }

  @Override
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  @Override
  public List<Classified> classify(List<Example> examples, ScoreOptions options) {
    long started = System.nanoTime();
    Sequences sequences = Sequences.read(examples.size(), i -> read(examples.get(i), options));
    long tokenizing = (System.nanoTime() - started) / Math.max(1, examples.size());
    var finish = new Finish<>(scoring.head().rows(), scoring.head()::apply);
    List<Computed<float[]>> computed = encoder.run(sequences, finish, options.patience(), started);
    List<Classified> results = new ArrayList<>(examples.size());
    for (int i = 0; i < examples.size(); i++) {
      Computed<float[]> one = computed.get(i);
      if (!Vectors.finite(one.value())) {
        throw sequences.naming(new SemblanceException(Fault.BROKEN_MODEL, "score is NaN"), i);
      }
      results.add(
          new Classified(
              scores(one.value(), options),
              sequences.tokens().get(i).length(),
              new Embedded.Timing(tokenizing, one.queueNanos(), one.computeNanos())));
    }
    return results;
  }

  @Override
  public Workload workload() {
    return encoder.workload();
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

  private float[] scores(float[] logits, ScoreOptions options) {
    return options.raw() ? logits : scoring.activation().apply(logits);
  }
}
