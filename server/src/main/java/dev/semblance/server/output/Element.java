package dev.semblance.server.output;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Type of the numbers in a row, with its names in the formats. All little-endian.
public enum Element {
  F32("float32", "<f4", "F32", Float.BYTES),
  F16("float16", "<f2", "F16", Short.BYTES),
  I8("int8", "|i1", "I8", 1),
  U8("uint8", "|u1", "U8", 1);

  /// NumPy's name of the type.
  final String type;

  /// The `descr` of a NumPy header.
  final String numpy;

  /// The `dtype` of a safetensors header.
  final String safetensors;

  /// Bytes of one number.
  final int bytes;

  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  private static final VarHandle HALVES =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

  Element(String type, String numpy, String safetensors, int bytes) {
    this.type = type;
    this.numpy = numpy;
    this.safetensors = safetensors;
    this.bytes = bytes;
  }

  /// NumPy's name of the type, such as `float16`.
  public String type() {
    return type;
  }

  /// Whether its numbers are integer codes rather than values.
  public boolean whole() {
    return this == I8 || this == U8;
  }

  /// Number `i` of a row of codes.
  public int code(byte[] row, int i) {
    return this == U8 ? Byte.toUnsignedInt(row[i]) : row[i];
  }

  /// Number `i` of a row of values.
  public float value(byte[] row, int i) {
    return this == F16
        ? Float.float16ToFloat((short) HALVES.get(row, i * Short.BYTES))
        : (float) FLOATS.get(row, i * Float.BYTES);
  }

  /// Float32 values as a row.
  static byte[] row(float[] values) {
    ByteBuffer row = ByteBuffer.allocate(values.length * Float.BYTES);
    row.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return row.array();
  }

  /// Appends number `i` of a row in decimal.
  void append(StringBuilder text, byte[] row, int i) {
    if (whole()) {
      text.append(code(row, i));
    } else {
      text.append(value(row, i));
    }
  }

  /// A row of float32 values as numbers.
  static float[] floats(byte[] row) {
    float[] values = new float[row.length / Float.BYTES];
    ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }
}
