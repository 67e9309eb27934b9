package dev.semblance.engine.onednn;

import org.jspecify.annotations.Nullable;

/// What happens to a product's sums before they are written, in this order: scales (where the
/// factors are 8-bit), bias, elementwise function, then the accumulation or the gate, then the
/// target's scale (where the target is 8-bit).
///
/// @param bias whether a bias of one number per column is added
/// @param eltwise function applied to the sum, or none
/// @param merge how the result meets what is there already
public record Epilogue(boolean bias, @Nullable Eltwise eltwise, Merge merge) {
  /// Nothing at all.
  public static final Epilogue NONE = new Epilogue(false, null, Merge.REPLACE);

  /// How a result meets other numbers.
  public enum Merge {
    /// It is written over whatever the target held.
    REPLACE,
    /// It is added to what the target holds.
    ADD,
    /// It is multiplied with a second input of the target's size, and written.
    GATE
  }
}
