package dev.semblance.engine.onednn;

/// An elementwise function that a product applies to its sums before they are written.
///
/// @param algorithm a `dnnl_eltwise_…` constant of `dnnl_types.h`
/// @param alpha the function's first parameter, 0 where it takes none
public record Eltwise(int algorithm, float alpha) {
  public static final Eltwise RELU = new Eltwise(0x20, 0);
  public static final Eltwise TANH = new Eltwise(0x21, 0);
  public static final Eltwise LOGISTIC = new Eltwise(0x29, 0);
  public static final Eltwise GELU_TANH = new Eltwise(0x2b, 0);
  public static final Eltwise GELU_ERF = new Eltwise(0x31, 0);

  /// `x · sigmoid(alpha · x)`.
  public static Eltwise swish(float alpha) {
    return new Eltwise(0x2c, alpha);
  }
}
