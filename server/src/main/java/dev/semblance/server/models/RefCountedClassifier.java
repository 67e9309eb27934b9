package dev.semblance.server.models;

import dev.semblance.Classifier;
import dev.semblance.ModelCard;
import dev.semblance.ScoreOptions;
import dev.semblance.Tokenizer;
import dev.semblance.Workload;
import java.util.List;

/// A classifier that closes after the last of its running calls. *Safe for use by many threads.*
record RefCountedClassifier(Classifier classifier, ModelUse use) implements Classifier {
  @Override
  public ModelCard card() {
    return classifier.card();
  }

  @Override
  public Tokenizer tokenizer() {
    return new RefCountedTokenizer(classifier.tokenizer(), use);
  }

  @Override
  public Workload workload() {
    return classifier.workload();
  }

  @Override
  public List<Classified> classify(List<Example> examples, ScoreOptions options) {
    return use.during(() -> classifier.classify(examples, options));
  }

  @Override
  public void close() {
    use.end();
    classifier.close();
  }
}
