package dev.semblance;

import org.jspecify.annotations.Nullable;

/// The form of returned vectors: cut to `dimensions`, then normalised.
///
/// @param normalize whether a dense vector is scaled to length 1 after the cut; vectors of
///   [Output#MULTI_VECTOR] always are, vectors of [Output#TOKENS] never
/// @param dimensions the Matryoshka cut, 1 … the model's width; null keeps all
public record OutputForm(boolean normalize, @Nullable Integer dimensions) {
  /// All dimensions, length 1.
  public static final OutputForm NORMALIZED = new OutputForm(true, null);
}
