package dev.semblance.server.service;

import dev.semblance.Classifier;
import dev.semblance.Classifier.Classified;
import dev.semblance.Classifier.Example;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Texts and pairs in, scores out. *Safe for use by many threads.*
public final class Scoring {
  private final Models models;
  private final ServiceSettings settings;
  private final Meters meters;

  Scoring(Models models, ServiceSettings settings, Meters meters) {
    this.models = models;
    this.settings = settings;
    this.meters = meters;
  }

  /// Scores every label for each example.
  ///
  /// @throws SemblanceException INVALID, EMPTY, UNSUPPORTED, OVERLOADED, CANCELLED
  public ScoreReply predict(@Nullable String model, List<Example> examples, ScoreOptions options) {
    return metered(
        examples.size(),
        () -> {
          Model named = models.answeringTo(model);
          settings.checkBatch(examples.size());
          return run(named, examples, options);
        });
  }

  /// Scores each text against a query, by a model of one label.
  ///
  /// @throws SemblanceException as [#predict]
  public ScoreReply rerank(
      @Nullable String model, String query, List<String> texts, ScoreOptions options) {
    return metered(
        texts.size(),
        () -> {
          Model named = reranker(model, texts);
          return run(named, texts.stream().map(text -> new Example(query, text)).toList(), options);
        });
  }

  private Model reranker(@Nullable String model, List<String> texts) {
    if (texts.isEmpty()) {
      throw new SemblanceException(Fault.EMPTY, "`texts` cannot be empty");
    }
    Model named = models.answeringTo(model);
    if (!(named.model().task() instanceof ModelCard.Task.Classify(var labels))
        || labels.size() != 1) {
      throw new SemblanceException(Fault.UNSUPPORTED, "model is not a re-ranker model");
    }
    settings.checkBatch(texts.size());
    return named;
  }

  private ScoreReply metered(int inputs, Supplier<ScoreReply> work) {
    meters.came(Meters.Task.PREDICT, inputs);
    try {
      ScoreReply reply = work.get();
      meters.answered(Meters.Task.PREDICT, inputs, reply.cost());
      reply.scored().forEach(scored -> meters.read(scored.tokens()));
      return reply;
    } catch (SemblanceException e) {
      meters.failed(e.fault());
      throw e;
    }
  }

  private static ScoreReply run(Model model, List<Example> examples, ScoreOptions options) {
    long start = System.nanoTime();
    return Wording.behindTheTokenizer(() -> {
      Classifier classifier = classifier(model);
      examples.forEach(Scoring::checkHoldsSomething);
      List<Classified> scored = classifier.classify(examples, options);
      Cost cost = Cost.ofScoring(examples, scored, System.nanoTime() - start);
      return new ScoreReply(labels(classifier), scored, cost);
    });
  }

  private static Classifier classifier(Model model) {
    return switch (model) {
      case Classifier classifier -> classifier;
      case Embedder _ ->
          throw new SemblanceException(Fault.UNSUPPORTED, "Model is not a classifier model");
    };
  }

  private static SortedMap<Integer, String> labels(Classifier classifier) {
    return switch (classifier.model().task()) {
      case ModelCard.Task.Classify(SortedMap<Integer, String> labels) -> labels;
      case ModelCard.Task.Embed _ ->
          throw new IllegalStateException(classifier.model().id() + " classifies without labels");
    };
  }

  private static void checkHoldsSomething(Example example) {
    String pair = example.pair();
    if (example.text().isEmpty() && (pair == null || pair.isEmpty())) {
      throw new SemblanceException(Fault.EMPTY, "`inputs` cannot be empty");
    }
  }
}
