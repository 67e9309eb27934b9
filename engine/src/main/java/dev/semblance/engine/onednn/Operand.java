package dev.semblance.engine.onednn;

/// The layout of a batch of matrices with plain strides.
///
/// @param type of its numbers
/// @param batchStride numbers from one matrix to the next
/// @param rowStride numbers from one row to the next
/// @param columnStride numbers from one column to the next
public record Operand(NumberType type, long batchStride, long rowStride, long columnStride) {

  /// One matrix with dense rows of `width` numbers.
  public static Operand rows(NumberType type, long width) {
    return new Operand(type, 0, width, 1);
  }
}
