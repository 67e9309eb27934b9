package dev.semblance.engine.model;

/// What a model's pipeline computes, which decides the heads that are opened.
public enum PipelineKind {
  /// A token encoder and one pooled vector for each input.
  DENSE,
  /// A token encoder and one vector for each token, without pooling (ColBERT).
  COLBERT,
  /// A token encoder with its masked-language head and sparse weights (SPLADE).
  SPLADE,
  /// A token encoder and scores of labels.
  CLASSIFIER,
  /// A table of token vectors, pooled.
  STATIC,
  /// A table of token weights, looked up without inference.
  SPARSE_STATIC;

  /// Whether token vectors come from a table instead of an encoder.
  boolean isTable() {
    return this == STATIC || this == SPARSE_STATIC;
  }
}
