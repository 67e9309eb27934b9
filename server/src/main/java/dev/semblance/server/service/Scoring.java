package dev.semblance.server.service;

import dev.semblance.Classifier;
import dev.semblance.Classifier.Classified;
import dev.semblance.Classifier.Example;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.Reranker;
import dev.semblance.Reranker.Scored;
import dev.semblance.Scheduling;
import dev.semblance.ScoreOptions;
import dev.semblance.SemblanceException;
import dev.semblance.rank.HybridScore;
import dev.semblance.rank.Rerankers;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.Accounted;
import dev.semblance.server.request.Call;
import dev.semblance.server.request.Cost;
import dev.semblance.server.request.RequestChain;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.request.ServiceOperation;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Classification and scoring of texts and pairs. *Safe for use by many threads.*
public final class Scoring {
  private final ModelRegistry models;
  private final ServiceSettings settings;
  private final RequestChain chain;

  Scoring(ModelRegistry models, ServiceSettings settings, RequestChain chain) {
    this.models = models;
    this.settings = settings;
    this.chain = chain;
  }

  /// The open models.
  public ModelRegistry models() {
    return models;
  }

  /// Scores every label for each example.
  ///
  /// @param listed whether the examples came as a list, whatever its length
  /// @throws SemblanceException INVALID, TOO_LARGE, EMPTY, UNSUPPORTED, OVERLOADED, CANCELLED
  public ScoreReply predict(
      RequestContext request,
      @Nullable String model,
      List<Example> examples,
      boolean listed,
      ScoreOptions options) {
    return run(
        request,
        new ServiceOperation.ComputeScores(model, listed),
        examples.size(),
        () -> {
          Model named = models.answeringTo(model);
          settings.checkBatch(examples.size());
          return predict(named, examples, scheduled(request, named, options));
        });
  }

  /// Scores each text against a query, by a model with one label or by comparing embeddings.
  ///
  /// @throws SemblanceException as [#predict]; the message names the query where it is the cause
  public RankReply rerank(
      RequestContext request,
      @Nullable String model,
      String query,
      List<String> texts,
      ScoreOptions options) {
    return run(
        request,
        new ServiceOperation.ComputeScores(model, true),
        texts.size(),
        () -> {
          if (texts.isEmpty()) {
            throw new SemblanceException(Fault.EMPTY, "`texts` cannot be empty");
          }
          Model named = models.answeringTo(model);
          Reranker reranker = ModelFaults.marked(() -> Rerankers.of(named));
          settings.checkBatch(texts.size());
          return rank(reranker, query, texts, scheduled(request, named, options));
        });
  }

  /// Compares pairs by every kind of embedding that the model computes, from one pass over each
  /// text. A pair that cannot be compared fails alone.
  ///
  /// @throws SemblanceException as [#predict]
  public PairReply pairs(
      RequestContext request, @Nullable String model, List<TextPair> pairs, EmbedOptions options) {
    return run(
        request,
        new ServiceOperation.ComputeScores(model, true),
        pairs.size(),
        () -> {
          if (pairs.isEmpty()) {
            throw new SemblanceException(Fault.EMPTY, "`pairs` cannot be empty");
          }
          Model named = models.answeringTo(model);
          settings.checkBatch(pairs.size());
          Scheduling scheduling = scheduling(request, named, options.scheduling());
          return compare(named, pairs, options.with(scheduling));
        });
  }

  private <R extends Accounted> R run(
      RequestContext request, ServiceOperation operation, int inputs, Supplier<R> action) {
    return chain.run(request, new Call<>(operation, inputs, action));
  }

  private RankReply rank(
      Reranker reranker, String query, List<String> texts, ScoreOptions options) {
    long start = System.nanoTime();
    InputValidation validation =
        InputValidation.of(settings, reranker.card(), options.truncation());
    return ModelFaults.marked(() -> {
      String read = validation.text("query", query);
      List<Scored> scored = reranker.score(read, validation.texts(read, texts), options);
      Cost cost = Cost.ofRanking(read, texts, scored, System.nanoTime() - start);
      return new RankReply(reranker.card(), scored, cost);
    });
  }

  private ScoreReply predict(Model model, List<Example> examples, ScoreOptions options) {
    long start = System.nanoTime();
    InputValidation validation = InputValidation.of(settings, model.card(), options.truncation());
    return ModelFaults.marked(() -> {
      Classifier classifier = classifier(model);
      List<Classified> scored = classifier.classify(validation.examples(examples), options);
      Cost cost = Cost.ofScoring(examples, scored, System.nanoTime() - start);
      return new ScoreReply(labels(classifier), scored, cost);
    });
  }

  private PairReply compare(Model model, List<TextPair> pairs, EmbedOptions options) {
    long start = System.nanoTime();
    InputValidation validation = InputValidation.of(settings, model.card(), options.truncation());
    PairScores comparing = ModelFaults.marked(() -> comparing(model, options));
    InputResults<HybridScore> scores =
        PartialFailure.FAIL_ALONE.of(pairs, left -> comparing.score(validation.pairs(left)));
    return comparing.reply(scores, start);
  }

  private static PairScores comparing(Model model, EmbedOptions options) {
    if (model instanceof Embedder embedder
        && model.card().task() instanceof ModelCard.Task.Embed(var outputs, _, _, _)) {
      return PairScores.of(embedder, outputs, options);
    }
    throw new SemblanceException(Fault.UNSUPPORTED, "Model is not an embedding model");
  }

  private static ScoreOptions scheduled(RequestContext request, Model model, ScoreOptions options) {
    return options.with(scheduling(request, model, options.scheduling()));
  }

  private static Scheduling scheduling(RequestContext request, Model model, Scheduling given) {
    return request.scheduling(given, size -> MemoryEstimate.ofScores(model.card(), size));
  }

  private static Classifier classifier(Model model) {
    return switch (model) {
      case Classifier classifier -> classifier;
      case Embedder _ ->
          throw new SemblanceException(Fault.UNSUPPORTED, "Model is not a classifier model");
    };
  }

  private static SortedMap<Integer, String> labels(Classifier classifier) {
    return switch (classifier.card().task()) {
      case ModelCard.Task.Classify(SortedMap<Integer, String> labels) -> labels;
      case ModelCard.Task.Embed _ ->
          throw new IllegalStateException(classifier.card().id() + " classifies without labels");
    };
  }
}
