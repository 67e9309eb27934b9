package dev.semblance.vector;

import java.util.Arrays;

/// y = W·x + b for many rows. *Safe for use by many threads.*
///
/// @param weight W, `[out,in]`, one row after another; read only
/// @param bias b, `[out]`; read only
/// @param in numbers of a row of x
public record Linear(float[] weight, float[] bias, int in) {

  public Linear {
    if ((long) bias.length * in != weight.length) {
      throw new IllegalArgumentException(
          weight.length + " weights are not " + bias.length + " rows of " + in);
    }
  }

  /// Without a bias.
  public static Linear of(float[] weight, int in) {
    return new Linear(weight, new float[weight.length / in], in);
  }

  public int out() {
    return bias.length;
  }

  /// @param x `[rows,in]`
  /// @return `[rows,out]`
  public float[] apply(float[] x, int rows) {
    float[] y = new float[rows * out()];
    apply(new RowBlock(x, 0, rows), 0, out(), y);
    return y;
  }

  /// Some of the outputs, for weights whose full result would be too large to keep.
  ///
  /// @param x rows of x
  /// @param from first output
  /// @param to last output, exclusive
  /// @param y receives `[rows,to−from]`
  public void apply(RowBlock x, int from, int to, float[] y) {
    Kernel.best().products(x, in, new RowBlock(weight, from, to - from), y);
    int width = to - from;
    for (int r = 0; r < x.count(); r++) {
      for (int o = 0; o < width; o++) {
        y[r * width + o] += bias[from + o];
      }
    }
  }

  /// Rows of a matrix, as a view of an array the caller owns.
  ///
  /// @param values the matrix
  /// @param first the first row
  /// @param count how many
  public record RowBlock(float[] values, int first, int count) {
    /// The rows of the whole array.
    public static RowBlock all(float[] values, int width) {
      return new RowBlock(values, 0, values.length / width);
    }

    /// A copy of row `i`.
    public float[] row(int i, int width) {
      return Arrays.copyOfRange(values, (first + i) * width, (first + i + 1) * width);
    }
  }
}
