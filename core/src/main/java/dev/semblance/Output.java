package dev.semblance;

/// A kind of embedding a model can make; one pass may make several.
public enum Output {
  /// One vector `[k]`.
  DENSE,
  /// Weights of vocabulary entries, most of them absent (SPLADE, BGE-M3's lexical weights).
  SPARSE,
  /// One vector a token, for MaxSim (ColBERT, BGE-M3).
  MULTI_VECTOR,
  /// The encoder's own token vectors `[t,d]`, not pooled, not normalised.
  TOKENS
}
