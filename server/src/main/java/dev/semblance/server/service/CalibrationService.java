package dev.semblance.server.service;

import dev.semblance.Embedding;
import dev.semblance.Fault;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.SemblanceException;
import dev.semblance.server.calibration.CalibrationRegistry;
import dev.semblance.server.calibration.OutputRanges;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.RequestContext;
import dev.semblance.vector.Ranges;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Stores and computes the quantization ranges of int8 and uint8. *Safe for use by many threads.*
public final class CalibrationService {
  private final ModelRegistry models;
  private final Inference inference;
  private final CalibrationRegistry calibrations;

  CalibrationService(ModelRegistry models, Inference inference, CalibrationRegistry calibrations) {
    this.models = models;
    this.inference = inference;
    this.calibrations = calibrations;
  }

  /// Stores ranges that were computed elsewhere.
  ///
  /// @throws SemblanceException NOT_FOUND (the model), UNSUPPORTED when it gives no such vectors,
  ///   INVALID when they do not fit them
  public CalibrationReply save(OutputRanges given) {
    ModelCard card = models.named(given.model()).card();
    checkMakes(card, given.kind());
    checkFits(card, given.kind(), given.ranges().dimensions());
    checkSame(card, given.fingerprint());
    calibrations.save(card, given.kind(), given.ranges());
    return new CalibrationReply(
        new OutputRanges(card.shownName(), card.fingerprint(), given.kind(), given.ranges()),
        Long.MAX_VALUE,
        null);
  }

  /// Reads the stored ranges of the open models, and stores further ones; called when a server
  /// starts.
  ///
  /// @throws SemblanceException as [#save]; CORRUPT_INDEX when stored ranges cannot be read
  public void start(List<OutputRanges> given) {
    for (ModelCard card : models.cards()) {
      var _ = calibrations.of(card);
    }
    given.forEach(this::save);
  }

  /// Computes and stores the ranges of given vectors; the vectors are not stored.
  ///
  /// @throws SemblanceException as [#save]; INVALID when there are no vectors, or they differ in
  ///   length
  public CalibrationReply learn(String model, Output kind, List<float[]> vectors) {
    for (float[] vector : vectors) {
      if (vector.length != vectors.getFirst().length) {
        throw new SemblanceException(
            Fault.INVALID,
            "vectors must have one length. Given: %d and %d"
                .formatted(vectors.getFirst().length, vector.length));
      }
    }
    CalibrationReply saved = save(new OutputRanges(model, null, kind, Ranges.of(vectors)));
    return new CalibrationReply(saved.calibration(), vectors.size(), null);
  }

  /// Computes and stores the ranges of a model's vectors of some inputs.
  ///
  /// @param call names the model, and in its options the one kind of vector
  /// @throws SemblanceException as [Inference#embedKinds]
  public CalibrationReply learn(RequestContext request, EmbedCall call) {
    Output kind = only(call.options().outputs());
    checkMakes(models.answeringTo(call.model()).card(), kind);
    EmbedReply reply = inference.embedKinds(request, call, PartialFailure.FAIL_ALL);
    List<float[]> vectors =
        reply.embedded().stream().flatMap(embedded -> vectors(embedded.of(kind)).stream()).toList();
    CalibrationReply learned = learn(reply.model().id(), kind, vectors);
    return new CalibrationReply(learned.calibration(), learned.rows(), reply.cost());
  }

  /// The ranges of a model.
  ///
  /// @throws SemblanceException NOT_FOUND
  public List<OutputRanges> of(String model) {
    return calibrations.of(models.named(model).card());
  }

  /// Every embedding model gives dense rows.
  private void checkMakes(ModelCard card, Output kind) {
    switch (card.task()) {
      case ModelCard.Task.Classify _ ->
          throw new SemblanceException(
              Fault.UNSUPPORTED,
              "model '%s' scores labels and gives no vectors, so it has no ranges"
                  .formatted(models.shownName(card)));
      case ModelCard.Task.Embed embed -> {
        if (kind == Output.MULTI_VECTOR && !embed.outputs().contains(kind)) {
          throw new SemblanceException(
              Fault.UNSUPPORTED,
              "model '%s' gives no %s vectors, so it has no ranges for them"
                  .formatted(models.shownName(card), kind.wireName()));
        }
      }
    }
  }

  private void checkFits(ModelCard card, Output kind, int dimensions) {
    if (kind == Output.SPARSE) {
      throw new SemblanceException(Fault.INVALID, "sparse weights have no ranges");
    }
    if (kind == Output.DENSE && dimensions > card.shape().dimensions()) {
      throw new SemblanceException(
          Fault.INVALID,
          "the ranges have %d dimensions, vectors of model '%s' have %d"
              .formatted(dimensions, models.shownName(card), card.shape().dimensions()));
    }
  }

  /// Codes made by another model's ranges would be meaningless.
  private void checkSame(ModelCard card, @Nullable String fingerprint) {
    if (fingerprint != null && !fingerprint.equals(card.fingerprint())) {
      throw new SemblanceException(
          Fault.INVALID,
          "the ranges are of fingerprint %s, model '%s' has %s; compute them again"
              .formatted(fingerprint, models.shownName(card), card.fingerprint()));
    }
  }

  private static Output only(Set<Output> kinds) {
    if (kinds.size() != 1) {
      throw new IllegalArgumentException("ranges are of one kind, not of " + kinds);
    }
    return kinds.iterator().next();
  }

  private static List<float[]> vectors(Embedding embedding) {
    return switch (embedding) {
      case Embedding.Dense(float[] values) -> List.of(values);
      case Embedding.MultiVector vectors -> vectors.list();
      case Embedding.Sparse _ ->
          throw new SemblanceException(Fault.INVALID, "sparse weights have no ranges");
    };
  }
}
