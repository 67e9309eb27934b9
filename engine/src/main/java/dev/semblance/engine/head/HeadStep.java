package dev.semblance.engine.head;

import dev.semblance.engine.model.Activation;
import dev.semblance.vector.Linear;
import dev.semblance.vector.Vectors;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One step after pooling: a vector in, a vector out. *Safe for use by many threads.*
sealed interface HeadStep {
  float[] apply(float[] x);

  /// y = activation(W·x + b).
  ///
  /// @param linear W and b
  record DenseStep(Linear linear, Activation activation) implements HeadStep {
    @Override
    public float[] apply(float[] x) {
      float[] y = linear.apply(x, 1);
      for (int o = 0; o < y.length; o++) {
        y[o] = (float) activation.apply(y[o]);
      }
      return y;
    }
  }

  /// y = dense(x) + R·x.
  ///
  /// @param residual R; null where it is the identity
  record ResidualStep(DenseStep dense, @Nullable Linear residual) implements HeadStep {
    @Override
    public float[] apply(float[] x) {
      float[] y = dense.apply(x);
      float[] added = residual == null ? x : residual.apply(x, 1);
      for (int o = 0; o < y.length; o++) {
        y[o] += added[o];
      }
      return y;
    }
  }

  /// y = (x − mean)/√(variance + epsilon) · scale + shift.
  ///
  /// @param scale `[k]`
  /// @param shift `[k]`
  /// @param epsilon avoids a division by 0 for a constant row
  record LayerNormStep(float[] scale, float[] shift, double epsilon) implements HeadStep {
    @Override
    public float[] apply(float[] x) {
      float[] y = Vectors.standardized(x, epsilon);
      for (int i = 0; i < y.length; i++) {
        y[i] = y[i] * scale[i] + shift[i];
      }
      return y;
    }
  }

  /// y = x/|x|.
  record NormalizeStep() implements HeadStep {
    @Override
    public float[] apply(float[] x) {
      return Vectors.unit(x);
    }
  }

  /// y = the first numbers of x.
  ///
  /// @param width how many, at most those of x
  record CutStep(int width) implements HeadStep {
    @Override
    public float[] apply(float[] x) {
      return Arrays.copyOf(x, width);
    }
  }

  /// Two steps, one after the other.
  record SequentialStep(HeadStep first, HeadStep second) implements HeadStep {
    @Override
    public float[] apply(float[] x) {
      return second.apply(first.apply(x));
    }
  }
}
