package dev.semblance.engine.onednn;

/// A stack of matrices at plain strides.
///
/// @param type of its numbers
/// @param batchStride numbers from one matrix to the next
/// @param rowStride numbers from one row to the next
/// @param columnStride numbers from one column to the next
public record Operand(NumberType type, long batchStride, long rowStride, long columnStride) {

  /// One matrix, rows dense and `width` apart.
  public static Operand rows(NumberType type, long width) {
    return new Operand(type, 0, width, 1);
  }
}
