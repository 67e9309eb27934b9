package dev.semblance.engine.weights;

/// What turns the codes of a quantized matrix `[rows,columns]` back into numbers: `real[r,c] =
/// code[r,c] · rows[r] / columns[c]`. The arrays belong to the tensor.
///
/// @param rows `[rows]`
/// @param columns `[columns]`, what was multiplied into the matrix before it was rounded; empty
///   where nothing was
public record Scales(float[] rows, float[] columns) {

  /// The number that a code stands for.
  float real(byte code, int row, int column) {
    float scaled = code * rows[row];
    return columns.length == 0 ? scaled : scaled / columns[column];
  }
}
