package dev.semblance.engine.onednn;

/// Types of numbers that oneDNN multiplies, with the C library's code for each.
public enum NumberType {
  BFLOAT16(2, 2),
  FLOAT32(3, 4),
  INT32(4, 4),
  INT8(5, 1),
  UINT8(6, 1);

  private final int code;
  private final int bytes;

  NumberType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  int code() {
    return code;
  }

  /// Size of one number in bytes.
  public int bytes() {
    return bytes;
  }
}
