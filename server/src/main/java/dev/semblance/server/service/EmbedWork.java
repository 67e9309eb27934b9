package dev.semblance.server.service;

import dev.semblance.Classifier;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedded;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Input;
import dev.semblance.Model;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.OutputForm;
import dev.semblance.Precision;
import dev.semblance.SemblanceException;
import dev.semblance.vector.Vectors;
import java.util.List;
import java.util.Set;

/// What a call computes, and how the model is called for it. *Safe for use by many threads.*
///
/// @param kinds of embedding in the reply
/// @param check throws where a model cannot compute them in the form asked for
/// @param action calls the model
record EmbedWork(Set<Output> kinds, FormCheck check, EmbedAction action) {
  private static final Set<Output> SPARSE = Set.of(Output.SPARSE);

  /// One vector of each input. A model with sparse weights only gives rows as wide as its
  /// vocabulary.
  static final EmbedWork VECTOR =
      new EmbedWork(Set.of(Output.DENSE), EmbedWork::checkVector, EmbedWork::vectors);

  /// Vectors of windows, which [Embedder#embedChunks] computes.
  static final EmbedWork CHUNKS = ofKinds(Set.of(Output.DENSE));

  /// A vector of each token.
  static final EmbedWork TOKENS =
      new EmbedWork(Set.of(Output.TOKENS), (card, _) -> checkTokens(card), EmbedWork::embed);

  /// Weights of vocabulary entries.
  static final EmbedWork WEIGHTS =
      new EmbedWork(SPARSE, (card, _) -> checkWeights(card), EmbedWork::embed);

  /// Throws where a model cannot do what a call asks for.
  interface FormCheck {
    void of(ModelCard card, OutputForm form);
  }

  /// Calls a model.
  interface EmbedAction {
    List<Embedded> run(Embedder embedder, List<Input> inputs, EmbedOptions options);
  }

  /// Kinds of embedding, each as the model has it.
  static EmbedWork ofKinds(Set<Output> kinds) {
    return new EmbedWork(kinds, (_, _) -> {}, Embedder::embed);
  }

  /// The model of a call, once it is known that the model can do what is asked for.
  ///
  /// @throws SemblanceException INVALID for `dimensions` of 0, UNSUPPORTED
  Embedder admit(Model model, EmbedCall call) {
    Integer dimensions = call.options().form().dimensions();
    if (dimensions != null && dimensions < 1) {
      throw new SemblanceException(Fault.INVALID, "`dimensions` should be positive");
    }
    if (kinds.equals(SPARSE) && call.precision() != Precision.FLOAT32) {
      throw unsupported("`precision` is not available for sparse weights");
    }
    Embedder embedder = embedder(model);
    check.of(model.card(), call.options().form());
    return embedder;
  }

  List<Embedded> run(Embedder embedder, List<Input> inputs, EmbedOptions options) {
    return action.run(embedder, inputs, options.with(kinds.toArray(Output[]::new)));
  }

  /// Width of the vectors that [#VECTOR] gives.
  static int width(ModelCard card) {
    return isSparseOnly(card) ? card.shape().vocabulary() : card.shape().dimensions();
  }

  private Embedder embedder(Model model) {
    return switch (model) {
      case Embedder embedder -> embedder;
      case Classifier _ ->
          throw unsupported(
              "Model is not an embedding model"
                  + (kinds.equals(SPARSE) ? " with SPLADE pooling" : ""));
    };
  }

  private static void checkVector(ModelCard card, OutputForm form) {
    if (isSparseOnly(card) && form.normalize()) {
      throw unsupported("`normalize` is not available for SPLADE models");
    }
  }

  private static void checkTokens(ModelCard card) {
    if (isSparseOnly(card)) {
      throw unsupported("`embed_all` is not available for SPLADE models");
    }
  }

  private static void checkWeights(ModelCard card) {
    if (!makes(card, Output.SPARSE)) {
      throw unsupported("Model is not an embedding model with SPLADE pooling");
    }
  }

  private static List<Embedded> embed(Embedder embedder, List<Input> inputs, EmbedOptions options) {
    return embedder.embed(inputs, options);
  }

  private static List<Embedded> vectors(
      Embedder embedder, List<Input> inputs, EmbedOptions options) {
    ModelCard card = embedder.card();
    if (!isSparseOnly(card)) {
      return embedder.embed(inputs, options);
    }
    int width = Vectors.width(options.form(), width(card));
    EmbedOptions whole = options.with(new OutputForm(false, null)).with(Output.SPARSE);
    return embedder.embed(inputs, whole).stream()
        .map(embedded -> embedded.spread(card.shape().vocabulary(), width))
        .toList();
  }

  private static boolean isSparseOnly(ModelCard card) {
    return makes(card, Output.SPARSE) && !makes(card, Output.DENSE);
  }

  private static boolean makes(ModelCard card, Output output) {
    return switch (card.task()) {
      case ModelCard.Task.Embed(Set<Output> outputs, _, _, _) -> outputs.contains(output);
      case ModelCard.Task.Classify _ -> false;
    };
  }

  private static SemblanceException unsupported(String message) {
    return new SemblanceException(Fault.UNSUPPORTED, message);
  }
}
