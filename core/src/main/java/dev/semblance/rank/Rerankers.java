package dev.semblance.rank;

import dev.semblance.Classifier;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.Reranker;
import dev.semblance.SemblanceException;
import java.util.List;

/// Chooses how a model reranks.
public final class Rerankers {
  /// Kinds of embedding, the finest first.
  private static final List<Output> FINEST_FIRST =
      List.of(Output.MULTI_VECTOR, Output.DENSE, Output.SPARSE);

  private Rerankers() {}

  /// A classifier of one label reads query and text together; an embedder compares token vectors
  /// where it has them, else vectors, else sparse weights.
  ///
  /// @throws SemblanceException UNSUPPORTED for a classifier of several labels
  public static Reranker of(Model model) {
    return switch (model) {
      case Classifier classifier -> crossEncoder(classifier);
      case Embedder embedder -> new EmbeddingReranker(embedder, finest(embedder));
    };
  }

  private static Reranker crossEncoder(Classifier classifier) {
    if (classifier.card().task() instanceof ModelCard.Task.Classify(var labels)
        && labels.size() == 1) {
      return new CrossEncoder(classifier);
    }
    throw new SemblanceException(Fault.UNSUPPORTED, "model is not a re-ranker model");
  }

  private static Output finest(Embedder embedder) {
    return switch (embedder.card().task()) {
      case ModelCard.Task.Embed(var outputs, _, _, _) ->
          FINEST_FIRST.stream()
              .filter(outputs::contains)
              .findFirst()
              .orElseThrow(() ->
                  new SemblanceException(Fault.UNSUPPORTED, "model is not a re-ranker model"));
      case ModelCard.Task.Classify _ ->
          throw new IllegalStateException(embedder.card().id() + " embeds and classifies");
    };
  }
}
