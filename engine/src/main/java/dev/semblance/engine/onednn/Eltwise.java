package dev.semblance.engine.onednn;

import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ELTWISE_GELU_ERF;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ELTWISE_GELU_TANH;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ELTWISE_LOGISTIC;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ELTWISE_RELU;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ELTWISE_SWISH;
import static dev.semblance.engine.onednn.DnnlTypes.DNNL_ELTWISE_TANH;

/// An elementwise function that a product applies to its sums before they are written.
///
/// @param algorithm a `DNNL_ELTWISE_…` of [DnnlTypes]
/// @param alpha the function's first parameter, 0 where it takes none
public record Eltwise(int algorithm, float alpha) {
  public static final Eltwise RELU = new Eltwise(DNNL_ELTWISE_RELU, 0);
  public static final Eltwise TANH = new Eltwise(DNNL_ELTWISE_TANH, 0);
  public static final Eltwise LOGISTIC = new Eltwise(DNNL_ELTWISE_LOGISTIC, 0);
  public static final Eltwise GELU_TANH = new Eltwise(DNNL_ELTWISE_GELU_TANH, 0);
  public static final Eltwise GELU_ERF = new Eltwise(DNNL_ELTWISE_GELU_ERF, 0);

  /// `x · sigmoid(alpha · x)`.
  public static Eltwise swish(float alpha) {
    return new Eltwise(DNNL_ELTWISE_SWISH, alpha);
  }
}
