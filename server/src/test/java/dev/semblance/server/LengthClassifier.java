package dev.semblance.server;

import dev.semblance.Classifier;
import dev.semblance.Embedded;
import dev.semblance.Fault;
import dev.semblance.InputFaults;
import dev.semblance.ModelCard;
import dev.semblance.Prompts;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import dev.semblance.Tokenizer;
import dev.semblance.Truncation;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// A classifier without a model: the score of label `i` is the length of the text, or of the pair's
/// second text, times `i + 1`, over 100 unless raw. Its limit is 512 characters. *Safe for use by
/// many threads.*
public final class LengthClassifier implements Classifier {
  private static final int MAX_CHARACTERS = 512;

  private final ModelCard card;
  private final int labels;

  public LengthClassifier(String... labels) {
    SortedMap<Integer, String> byIndex = new TreeMap<>();
    for (int i = 0; i < labels.length; i++) {
      byIndex.put(i, labels[i]);
    }
    this.labels = labels.length;
    this.card =
        new ModelCard(
            "length",
            "e".repeat(64),
            new ModelCard.Task.Classify(byIndex),
            new ModelCard.Shape(labels.length, MAX_CHARACTERS, 30_000, "float32"),
            Prompts.NONE);
  }

  @Override
  public ModelCard card() {
    return card;
  }

  @Override
  public Tokenizer tokenizer() {
    return new CodePointTokenizer();
  }

  @Override
  public List<Classified> classify(List<Example> examples, ScoreOptions options) {
    return InputFaults.each(examples.size(), i -> classify(examples.get(i), options));
  }

  @Override
  public void close() {}

  private Classified classify(Example example, ScoreOptions options) {
    String pair = example.pair();
    int length = pair == null ? example.text().length() : pair.length();
    if (length > MAX_CHARACTERS && options.truncation() == Truncation.REFUSE) {
      throw new SemblanceException(
          Fault.INVALID,
          "`inputs` must have less than " + MAX_CHARACTERS + " tokens. Given: " + length);
    }
    float[] scores = new float[labels];
    for (int i = 0; i < labels; i++) {
      scores[i] = length * (i + 1) / (options.raw() ? 1f : 100f);
    }
    return new Classified(scores, length, Embedded.Timing.NONE);
  }
}
