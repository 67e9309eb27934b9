package dev.semblance.engine.onednn;

/// What a product's results pass through before they are written, with the C library's code.
public enum Activation {
  NONE(0),
  RELU(32),
  TANH(33),
  SIGMOID(41),
  /// The tanh form of GELU.
  GELU_TANH(43),
  /// `x · sigmoid(x)`.
  SILU(44, 1),
  /// `x · sigmoid(1.702 · x)`, near GELU.
  QUICK_GELU(44, 1.702f),
  /// The exact form of GELU.
  GELU(49);

  private final int code;
  private final float steepness;

  Activation(int code) {
    this(code, 0);
  }

  Activation(int code, float steepness) {
    this.code = code;
    this.steepness = steepness;
  }

  int code() {
    return code;
  }

  /// The library's first parameter of the function; 0 for those that take none.
  float steepness() {
    return steepness;
  }
}
