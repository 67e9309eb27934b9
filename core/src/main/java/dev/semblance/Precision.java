package dev.semblance;

/// How the numbers of a finished vector are stored.
///
/// Source: sentence-transformers, `quantize_embeddings` of 5.7 and later.
public enum Precision {
  /// 4 bytes a dimension, as computed.
  FLOAT32,
  /// 2 bytes a dimension, rounded to the nearest; the largest is 65504.
  FLOAT16,
  /// 1 byte a dimension, −128…127, by calibrated ranges.
  INT8,
  /// 1 byte a dimension, 0…255, by calibrated ranges.
  UINT8,
  /// 1 bit a dimension, most significant bit first, each byte XOR 0x80.
  BINARY,
  /// 1 bit a dimension, most significant bit first.
  UBINARY;

  /// Whether its codes depend on calibrated ranges.
  public boolean calibrated() {
    return this == INT8 || this == UINT8;
  }
}
