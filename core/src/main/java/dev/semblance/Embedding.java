package dev.semblance;

/// What a model makes of one input. Arrays belong to the receiver.
public sealed interface Embedding {
  /// One vector `[k]`.
  record Dense(float[] values) implements Embedding {}
}
