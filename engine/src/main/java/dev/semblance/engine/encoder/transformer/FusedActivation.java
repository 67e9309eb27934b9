package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.model.Activation;
import dev.semblance.engine.onednn.Eltwise;
import org.jspecify.annotations.Nullable;

/// Maps a model's activation to the elementwise function that oneDNN applies inside a product.
final class FusedActivation {
  private FusedActivation() {}

  /// The function, or none for [Activation#IDENTITY].
  static @Nullable Eltwise of(Activation activation) {
    return switch (activation) {
      case IDENTITY -> null;
      case TANH -> Eltwise.TANH;
      case RELU -> Eltwise.RELU;
      case GELU -> Eltwise.GELU_ERF;
      case SIGMOID -> Eltwise.LOGISTIC;
      case SILU -> Eltwise.swish(1);
      case GELU_TANH -> Eltwise.GELU_TANH;
      case QUICK_GELU -> Eltwise.swish(1.702f);
    };
  }
}
