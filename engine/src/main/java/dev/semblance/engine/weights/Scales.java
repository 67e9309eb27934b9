package dev.semblance.engine.weights;

/// Scales of a quantized matrix `[rows,columns]`: `real[r,c] = code[r,c] · rows[r] / columns[c]`.
/// The arrays belong to the tensor.
///
/// @param rows `[rows]`
/// @param columns `[columns]`, factors multiplied into the matrix before rounding; empty for none
public record Scales(float[] rows, float[] columns) {
  /// Codes are −127 … 127, symmetric about 0.
  private static final int LARGEST_CODE = 127;

  /// The scale of a row, by which its largest number becomes code 127 or −127.
  ///
  /// @param largest magnitude of the row's numbers, finite
  public static float ofRow(float largest) {
    return Math.max(largest / LARGEST_CODE, Float.MIN_NORMAL);
  }

  /// The number that a code encodes.
  float real(byte code, int row, int column) {
    float scaled = code * rows[row];
    return columns.length == 0 ? scaled : scaled / columns[column];
  }
}
