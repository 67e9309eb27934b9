package dev.semblance.engine.model;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The activation functions of encoders and heads.
public enum Activation {
  IDENTITY,
  TANH,
  RELU,
  GELU,
  SIGMOID,
  /// `x · sigmoid(x)`.
  SILU,
  /// GELU approximated by a tanh.
  GELU_TANH,
  /// `x · sigmoid(1.702 · x)`, an approximation of GELU.
  QUICK_GELU;

  /// The activation of a dotted torch name such as `torch.nn.modules.activation.Tanh`; empty for
  /// any other name. No code is imported or run.
  public static Optional<Activation> ofTorchName(String name) {
    if (!name.startsWith("torch.nn.")) {
      return Optional.empty();
    }
    String last = name.substring(name.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
    return Stream.of(IDENTITY, TANH, RELU, GELU, SIGMOID, SILU)
        .filter(activation -> activation.name().equals(last))
        .findFirst();
  }

  /// The activation of a `hidden_act` in config.json; empty for an unknown name.
  ///
  /// Source: transformers, `ACT2FN`.
  public static Optional<Activation> ofConfigName(String name) {
    return switch (name) {
      case "gelu" -> Optional.of(GELU);
      case "gelu_new", "gelu_fast", "gelu_pytorch_tanh" -> Optional.of(GELU_TANH);
      case "quick_gelu" -> Optional.of(QUICK_GELU);
      case "relu" -> Optional.of(RELU);
      case "tanh" -> Optional.of(TANH);
      case "silu", "swish" -> Optional.of(SILU);
      default -> Optional.empty();
    };
  }

  /// The function's value.
  public double apply(double x) {
    return switch (this) {
      case IDENTITY -> x;
      case TANH -> Math.tanh(x);
      case RELU -> Math.max(0, x);
      case GELU -> x * 0.5 * (1 + ErrorFunction.erf(x / Math.sqrt(2)));
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case SILU -> x / (1 + Math.exp(-x));
      case GELU_TANH ->
          x * 0.5 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
      case QUICK_GELU -> x / (1 + Math.exp(-1.702 * x));
    };
  }
}
