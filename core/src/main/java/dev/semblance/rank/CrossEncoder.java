package dev.semblance.rank;

import dev.semblance.Classifier;
import dev.semblance.ModelCard;
import dev.semblance.Reranker;
import dev.semblance.ScoreOptions;
import java.util.List;

/// Reads query and text together, and takes the one label's score. *Safe for use by many threads.*
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
        .map(one -> new Scored(one.scores()[0], one.tokens(), one.timing()))
        .toList();
  }
}
