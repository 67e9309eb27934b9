package dev.semblance.vector;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// Two bytes a dimension, little-endian: IEEE 754 binary16, rounded to the nearest, ties to even.
/// *Safe for use by many threads.*
public record HalfCodec() implements VectorCodec {

  /// @throws SemblanceException INVALID when a number is beyond the largest float16, 65504
  @Override
  public byte[] encode(float[] vector) {
    byte[] halves = new byte[bytes(vector.length)];
    for (int i = 0; i < vector.length; i++) {
      short half = Float.floatToFloat16(vector[i]);
      if (!Float.isFinite(Float.float16ToFloat(half))) {
        throw new SemblanceException(
            Fault.INVALID,
            "float16 does not hold " + vector[i] + ", which dimension " + i + " has");
      }
      halves[2 * i] = (byte) half;
      halves[2 * i + 1] = (byte) (half >>> Byte.SIZE);
    }
    return halves;
  }

  @Override
  public int bytes(int dimensions) {
    return dimensions * Short.BYTES;
  }
}
