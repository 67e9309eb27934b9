package dev.semblance.server.output;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What one number of a stored row is, and what the formats call it. All little-endian.
enum Element {
  F32("<f4", "F32", Float.BYTES),
  I8("|i1", "I8", 1),
  U8("|u1", "U8", 1);

  /// The `descr` of a NumPy header.
  final String numpy;

  /// The `dtype` of a safetensors header.
  final String safetensors;

  /// Bytes of one number.
  final int bytes;

  private static final VarHandle FLOATS =
      MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);

  Element(String numpy, String safetensors, int bytes) {
    this.numpy = numpy;
    this.safetensors = safetensors;
    this.bytes = bytes;
  }

  /// Float32 values as a row.
  static byte[] row(float[] values) {
    ByteBuffer row = ByteBuffer.allocate(values.length * Float.BYTES);
    row.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return row.array();
  }

  /// Appends number `i` of a row in decimal.
  void append(StringBuilder text, byte[] row, int i) {
    switch (this) {
      case F32 -> text.append(floatAt(row, i));
      case I8 -> text.append(row[i]);
      case U8 -> text.append(Byte.toUnsignedInt(row[i]));
    }
  }

  /// A row of float32 values as numbers.
  static float[] floats(byte[] row) {
    float[] values = new float[row.length / Float.BYTES];
    ByteBuffer.wrap(row).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  private static float floatAt(byte[] row, int i) {
    return (float) FLOATS.get(row, i * Float.BYTES);
  }
}
