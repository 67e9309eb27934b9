package dev.semblance.rank;

import dev.semblance.Classifier;
import dev.semblance.ModelCard;
import dev.semblance.Reranker;
import dev.semblance.ScoreOptions;
import java.util.List;

/// Reranker by a classifier that reads query and text together: the score of its only label. *Safe
/// for use by many threads.*
///
/// @param classifier of one label
record CrossEncoder(Classifier classifier) implements Reranker {

  @Override
  public ModelCard card() {
    return classifier.card();
  }

  @Override
  public List<Scored> score(String query, List<String> texts, ScoreOptions options) {
    List<Classifier.Example> pairs =
        texts.stream().map(text -> new Classifier.Example(query, text)).toList();
    return classifier.classify(pairs, options).stream()
        .map(result -> new Scored(result.scores()[0], result.tokens(), result.timing()))
        .toList();
  }
}
