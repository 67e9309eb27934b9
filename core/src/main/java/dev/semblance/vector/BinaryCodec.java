package dev.semblance.vector;

/// One bit a dimension: whether it is above zero; the first dimension is the most significant bit,
/// and the last byte is filled up with zeros. *Safe for use by many threads.*
///
/// @param signed whether each byte is XORed with 0x80, so that its value as a signed byte is 128
///   less
public record BinaryCodec(boolean signed) implements VectorCodec {

  @Override
  public byte[] encode(float[] vector) {
    byte[] bits = new byte[bytes(vector.length)];
    Kernel.best().signs(vector, bits);
    if (signed) {
      for (int i = 0; i < bits.length; i++) {
        bits[i] ^= (byte) 0x80;
      }
    }
    return bits;
  }

  @Override
  public int bytes(int dimensions) {
    return (dimensions + 7) / 8;
  }
}
