package dev.semblance.engine.head;

import dev.semblance.engine.model.Activation;
import dev.semblance.vector.Vectors;

/// One step after pooling: a vector in, a vector out. *Safe for use by many threads.*
sealed interface Stage {
  float[] apply(float[] x);

  /// y = activation(W·x + b).
  ///
  /// @param weight rows of W, `[out][in]`
  /// @param bias `[out]`; zeros where the module has none
  record Dense(float[][] weight, float[] bias, Activation activation) implements Stage {
    @Override
    public float[] apply(float[] x) {
      float[] y = new float[weight.length];
      for (int o = 0; o < y.length; o++) {
        y[o] = (float) activation.apply(Vectors.dot(weight[o], x) + bias[o]);
      }
      return y;
    }
  }

  /// y = (x − mean)/√(variance + 1e-5) · scale + shift.
  ///
  /// @param scale `[k]`
  /// @param shift `[k]`
  record LayerNorm(float[] scale, float[] shift) implements Stage {
    private static final double EPSILON = 1e-5;

    @Override
    public float[] apply(float[] x) {
      double mean = 0;
      for (float value : x) {
        mean += value;
      }
      mean /= x.length;
      double variance = 0;
      for (float value : x) {
        variance += (value - mean) * (value - mean);
      }
      double deviation = Math.sqrt(variance / x.length + EPSILON);
      float[] y = new float[x.length];
      for (int i = 0; i < y.length; i++) {
        y[i] = (float) ((x[i] - mean) / deviation) * scale[i] + shift[i];
      }
      return y;
    }
  }

  /// y = x/|x|.
  record Normalize() implements Stage {
    @Override
    public float[] apply(float[] x) {
      float[] y = x.clone();
      Vectors.normalize(y);
      return y;
    }
  }
}
