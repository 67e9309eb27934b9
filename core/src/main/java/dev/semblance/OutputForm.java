package dev.semblance;

import org.jspecify.annotations.Nullable;

/// The form in which a vector leaves: cut to `dimensions` first, normalised after.
///
/// @param normalize whether the vector is scaled to length 1 after the cut
/// @param dimensions the Matryoshka cut, 1 … the model's width; null keeps all
public record OutputForm(boolean normalize, @Nullable Integer dimensions) {
  /// All dimensions, length 1.
  public static final OutputForm NORMALIZED = new OutputForm(true, null);
}
