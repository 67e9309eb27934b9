package dev.semblance.collection;

/// What the documents of a collection consist of: `id`, `title`, `text`, stored fields, and one
/// vector.
///
/// @param vector of title and text
public record Schema(VectorField vector) {

  /// A vector of each document.
  ///
  /// @param model id of the model that computes it
  /// @param fingerprint of that model; a model with another fingerprint is refused
  /// @param dimensions width `k`
  public record VectorField(String model, String fingerprint, int dimensions) {
    /// Its name in a [LaneQuery] and a [StoredEntry].
    public static final String NAME = "vector";
  }
}
