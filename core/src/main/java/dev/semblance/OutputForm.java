package dev.semblance;

import org.jspecify.annotations.Nullable;

/// The form in which vectors leave: cut to `dimensions` first, normalised after.
///
/// @param normalize whether a dense vector is scaled to length 1 after the cut; those of
///   [Output#MULTI_VECTOR] always are, those of [Output#TOKENS] never
/// @param dimensions the Matryoshka cut, 1 … the model's width; null keeps all
public record OutputForm(boolean normalize, @Nullable Integer dimensions) {
  /// All dimensions, length 1.
  public static final OutputForm NORMALIZED = new OutputForm(true, null);
}
