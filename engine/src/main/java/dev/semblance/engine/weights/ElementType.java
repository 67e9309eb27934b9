package dev.semblance.engine.weights;

/// Type of a tensor's numbers, little-endian in memory.
public enum ElementType {
  BOOL(1),
  INT8(1),
  UINT8(1),
  INT16(2),
  UINT16(2),
  INT32(4),
  UINT32(4),
  INT64(8),
  UINT64(8),
  FLOAT16(2),
  BFLOAT16(2),
  FLOAT32(4),
  FLOAT64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /// Size of one number in bytes.
  public int bytes() {
    return bytes;
  }
}
