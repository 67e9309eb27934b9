package dev.semblance.vector;

/// Encodes vectors in fewer bytes. *Safe for use by many threads.*
///
/// Source: sentence-transformers, `quantize_embeddings` of 5.7 and later; results are equal bit by
/// bit.
public sealed interface VectorCodec permits ScalarCodec, BinaryCodec, HalfCodec {

  /// Encodes a vector `[k]` into a new array of [#bytes] bytes.
  byte[] encode(float[] vector);

  /// Encoded bytes of a vector.
  int bytes(int dimensions);
}
