package dev.semblance.engine.encoder.nativ.onednn;

/// What a product's results pass through before they are written, with the C library's code.
public enum Activation {
  NONE(0),
  RELU(32),
  TANH(33),
  SIGMOID(41),
  /// The tanh form of GELU.
  GELU_TANH(43),
  /// `x · sigmoid(x)`.
  SILU(44),
  /// The exact form of GELU.
  GELU(49);

  private final int code;

  Activation(int code) {
    this.code = code;
  }

  int code() {
    return code;
  }
}
