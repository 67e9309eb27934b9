package dev.semblance.engine.weights;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// Sizes of tensors, computed without overflow.
final class Shapes {
  /// Largest size: an address space has 2^48 bytes.
  private static final long MAX_BYTES = 1L << 48;

  private Shapes() {}

  /// Bytes a tensor needs.
  ///
  /// @param subject start of an error message, such as `tensor x`
  /// @throws SemblanceException BROKEN_MODEL when a dimension is negative or the product too large
  static long bytes(String subject, ElementType type, long[] shape) {
    long bytes = type.bytes();
    for (long size : shape) {
      if (size < 0) {
        throw broken(subject, "has a negative dimension: " + size);
      }
      if (size > MAX_BYTES
          || Math.multiplyHigh(bytes, size) != 0
          || bytes * size > MAX_BYTES
          || bytes * size < 0) {
        throw broken(subject, "is too large: a dimension of " + size + " overflows it");
      }
      bytes *= size;
    }
    return bytes;
  }

  private static SemblanceException broken(String subject, String fact) {
    return new SemblanceException(Fault.BROKEN_MODEL, subject + " " + fact);
  }
}
