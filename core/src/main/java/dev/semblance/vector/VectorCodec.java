package dev.semblance.vector;

/// Packs finished vectors into fewer bytes. *Safe for use by many threads.*
///
/// Source: sentence-transformers, `quantize_embeddings` of 5.7 and later; equal to it bit by bit.
public sealed interface VectorCodec permits ScalarCodec, BinaryCodec, HalfCodec {

  /// Packs a vector `[k]` into a new array of [#bytes] bytes.
  byte[] encode(float[] vector);

  /// How many bytes a vector of that many dimensions takes.
  int bytes(int dimensions);
}
