package dev.semblance.engine.onednn;

import org.jspecify.annotations.Nullable;

/// What happens to a product's sums before they are written, in this order: scales (where the
/// factors are 8-bit), bias, elementwise function, then the accumulation or the gate, then the
/// target's scale (where the target is 8-bit).
///
/// @param bias whether a bias of one number per column is added
/// @param eltwise function applied to the sum, or none
/// @param merge how the result is combined with other numbers
public record Epilogue(boolean bias, @Nullable Eltwise eltwise, Merge merge) {
  /// No operation.
  public static final Epilogue NONE = new Epilogue(false, null, Merge.REPLACE);

  /// How a result is combined with other numbers.
  public enum Merge {
    /// It replaces the target's contents.
    REPLACE,
    /// It is added to the target's contents.
    ADD,
    /// It is multiplied by a second input of the target's size.
    GATE
  }
}
