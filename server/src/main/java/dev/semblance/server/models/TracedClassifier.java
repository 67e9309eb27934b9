package dev.semblance.server.models;

import dev.semblance.Classifier;
import dev.semblance.ModelCard;
import dev.semblance.ScoreOptions;
import dev.semblance.Tokenizer;
import dev.semblance.Workload;
import dev.semblance.server.request.CurrentRequest;
import dev.semblance.server.trace.ModelCall;
import java.util.List;

/// A classifier whose calls are recorded in the trace of the request they are made for. *Safe for
/// use by many threads.*
record TracedClassifier(Classifier classifier) implements Classifier {
  @Override
  public ModelCard card() {
    return classifier.card();
  }

  @Override
  public Tokenizer tokenizer() {
    return classifier.tokenizer();
  }

  @Override
  public Workload workload() {
    return classifier.workload();
  }

  @Override
  public List<Classified> classify(List<Example> examples, ScoreOptions options) {
    long start = System.nanoTime();
    List<Classified> classified = classifier.classify(examples, options);
    CurrentRequest.trace().called(() -> call(start, classified));
    return classified;
  }

  @Override
  public void close() {
    classifier.close();
  }

  private ModelCall call(long start, List<Classified> classified) {
    return ModelCall.answered(
        card().id(),
        start,
        classified.stream().map(Classified::timing).toList(),
        classified.stream().mapToLong(Classified::tokens).sum());
  }
}
