package dev.semblance.engine.encoder;

import java.util.Arrays;

/// Hidden states, row by row. The array belongs to the receiver.
///
/// @param values `[rows,d]`
/// @param width `d`
public record Hidden(float[] values, int width) {
  public int rows() {
    return values.length / width;
  }

  /// A copy of row `i`, `[d]`.
  public float[] row(int i) {
    return Arrays.copyOfRange(values, i * width, (i + 1) * width);
  }
}
