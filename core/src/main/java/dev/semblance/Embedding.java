package dev.semblance;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// What a model makes of one input. Arrays belong to the receiver.
public sealed interface Embedding {
  /// One vector `[k]`.
  record Dense(float[] values) implements Embedding {}

  /// Weights of vocabulary entries; what is not named weighs nothing.
  ///
  /// @param ids token ids, ascending
  /// @param weights one for each id, above 0
  record Sparse(int[] ids, float[] weights) implements Embedding {}

  /// Several vectors.
  ///
  /// @param values `[rows,width]`, one row after another
  /// @param width numbers in a row
  record MultiVector(float[] values, int width) implements Embedding {
    public int rows() {
      return values.length / width;
    }

    /// Copies of the rows, one after another.
    public List<float[]> list() {
      return IntStream.range(0, rows())
          .mapToObj(row -> Arrays.copyOfRange(values, row * width, (row + 1) * width))
          .toList();
    }
  }
}
