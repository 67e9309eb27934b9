package dev.semblance.engine.weights;

/// Scales of a quantized matrix `[rows,columns]`: `real[r,c] = code[r,c] · rows[r] / columns[c]`.
/// The arrays belong to the tensor.
///
/// @param rows `[rows]`
/// @param columns `[columns]`, factors multiplied into the matrix before rounding; empty for none
public record Scales(float[] rows, float[] columns) {

  /// The number that a code encodes.
  float real(byte code, int row, int column) {
    float scaled = code * rows[row];
    return columns.length == 0 ? scaled : scaled / columns[column];
  }
}
