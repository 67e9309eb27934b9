package dev.semblance.engine.model;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// The function from a classifier's logits to its scores.
public enum ScoreActivation {
  /// The logits themselves.
  IDENTITY,
  /// Each logit separately, 0 … 1.
  SIGMOID,
  /// All labels together, summing to 1.
  SOFTMAX;

  /// The activation a folder declares, by the three keys that sentence-transformers has used; else
  /// sigmoid for one label and softmax for several.
  ///
  /// @throws SemblanceException UNSUPPORTED for any other torch name; no code is imported or run
  public static ScoreActivation of(ModelFolder folder, int labels) {
    JsonNode config = folder.jsonOrEmpty("config.json").root();
    String declared =
        config
            .path("sentence_transformers")
            .path("activation_fn")
            .asText(config.path("sbert_ce_default_activation_function").asText(""));
    if (declared.isEmpty()) {
      declared = folder.jsonOrEmpty(ModelSpec.SENTENCE_TRANSFORMERS).text("activation_fn", "");
    }
    String name = declared.substring(declared.lastIndexOf('.') + 1);
    return switch (name) {
      case "" -> labels == 1 ? SIGMOID : SOFTMAX;
      case "Identity" -> IDENTITY;
      case "Sigmoid" -> SIGMOID;
      case "Softmax" -> SOFTMAX;
      default ->
          throw new SemblanceException(
              Fault.UNSUPPORTED,
              "model " + folder.shownName() + ": activation '" + declared + "' is not supported");
    };
  }

  /// Scores `[labels]` of logits `[labels]`.
  public float[] apply(float[] logits) {
    float[] scores = new float[logits.length];
    double sum = 0;
    float largest = Float.NEGATIVE_INFINITY;
    for (float logit : logits) {
      largest = Math.max(largest, logit);
    }
    for (float logit : logits) {
      sum += Math.exp(logit - largest);
    }
    for (int i = 0; i < scores.length; i++) {
      scores[i] =
          (float)
              switch (this) {
                case IDENTITY -> logits[i];
                case SIGMOID -> 1 / (1 + Math.exp(-logits[i]));
                case SOFTMAX -> Math.exp(logits[i] - largest) / sum;
              };
    }
    return scores;
  }
}
