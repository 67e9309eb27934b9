package dev.semblance.server.models;

import dev.semblance.Classifier;
import dev.semblance.ModelCard;
import dev.semblance.ScoreOptions;
import dev.semblance.Tokenizer;
import dev.semblance.Workload;
import dev.semblance.server.request.CurrentRequest;
import dev.semblance.server.trace.ModelCall;
import java.util.List;

/// A classifier whose calls are counted, and that closes after the last of them. *Safe for use by
/// many threads.*
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
    return use.during(() -> {
      long came = System.nanoTime();
      List<Classified> answers = classifier.classify(examples, options);
      CurrentRequest.trace().called(() -> call(came, answers));
      return answers;
    });
  }

  @Override
  public void close() {
    use.end();
    classifier.close();
  }

  private ModelCall call(long came, List<Classified> answers) {
    return ModelCall.answered(
        card().id(),
        came,
        answers.stream().map(Classified::timing).toList(),
        answers.stream().mapToLong(Classified::tokens).sum());
  }
}
