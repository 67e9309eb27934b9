package dev.semblance.server.service.tei;

import dev.semblance.SemblanceException;
import dev.semblance.server.metric.MetricLabels;
import java.util.Locale;

/// Why a request failed, in text-embeddings-inference's words: the label `err` of
/// `te_request_failure`.
enum TeiFailure {
  /// The request's own form: `dimensions`, an empty list.
  VALIDATION,
  /// More inputs than a request may have.
  BATCH_SIZE,
  /// The model is of another kind.
  MODEL_TYPE,
  /// Whatever is found while inputs are tokenized: empty and overlong ones, unknown prompts.
  TOKENIZATION,
  INFERENCE,
  OVERLOADED,
  /// The client has hung up.
  DROPPED;

  static TeiFailure of(SemblanceException fault) {
    return switch (fault.fault()) {
      case EMPTY, INVALID -> TeiMessages.isOfInputs(fault) ? TOKENIZATION : VALIDATION;
      case TOO_LARGE -> BATCH_SIZE;
      case UNTOKENIZABLE -> TOKENIZATION;
      case NOT_FOUND, UNSUPPORTED -> MODEL_TYPE;
      case OVERLOADED -> OVERLOADED;
      case CANCELLED -> DROPPED;
      case BROKEN_MODEL, CORRUPT_INDEX, DISK_FULL, INTERNAL -> INFERENCE;
    };
  }

  MetricLabels label() {
    return MetricLabels.of("err", name().toLowerCase(Locale.ROOT));
  }

  /// Whether the inputs of such a request are counted: whether they reached the tokenizer.
  boolean countsInputs() {
    return switch (this) {
      case TOKENIZATION, INFERENCE, DROPPED -> true;
      case VALIDATION, BATCH_SIZE, MODEL_TYPE, OVERLOADED -> false;
    };
  }
}
