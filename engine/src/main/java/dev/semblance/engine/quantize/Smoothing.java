package dev.semblance.engine.quantize;

import java.util.Arrays;

/// Factors that move wide ranges of input columns into the weights.
///
/// `s = max|X|^a / max|W|^(1−a)` for each column, divided out of the input and multiplied into the
/// weights. Rounded to powers of two: multiplying by them is exact, and the plan's file stays
/// small.
///
/// Source: Xiao et al., "SmoothQuant", 2022, equation 4.
final class Smoothing {
  private static final float LEAST = 1e-5f;

  private Smoothing() {}

  /// @param a 0 to 1; 0 gives factors of 1
  static float[] factors(QuantizedProduct product, RangeCollector.ColumnRanges inputs, double a) {
    float[] factors = new float[inputs.width()];
    if (a == 0 || !product.smoothable()) {
      Arrays.fill(factors, 1);
      return factors;
    }
    float[] weights = product.weightMagnitudes();
    for (int c = 0; c < factors.length; c++) {
      double x = Math.pow(Math.max(inputs.magnitude(c), LEAST), a);
      double w = Math.pow(Math.max(weights[c], LEAST), 1 - a);
      factors[c] = Math.scalb(1f, (int) Math.rint(Math.log(x / w) / Math.log(2)));
    }
    return factors;
  }
}
