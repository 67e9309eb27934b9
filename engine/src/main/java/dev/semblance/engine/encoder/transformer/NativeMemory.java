package dev.semblance.engine.encoder.transformer;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;

/// Memory outside the heap, by address. Every address that the kernels of this package use comes
/// from a [Region], which is sized before the kernel runs.
@SuppressWarnings("restricted")
final class NativeMemory {
  /// All memory: reading through it costs no liveness check, and its bounds check is constant.
  static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

  static final ByteOrder ORDER = ByteOrder.nativeOrder();

  private static final long ALIGNMENT = 64;

  private NativeMemory() {}

  static float floatAt(long address) {
    return ALL.get(JAVA_FLOAT, address);
  }

  static void copyOut(long address, float[] into, int at, int count) {
    MemorySegment.copy(ALL, JAVA_FLOAT, address, into, at, count);
  }

  static void copy(long from, long to, long bytes) {
    MemorySegment.copy(ALL, from, ALL, to, bytes);
  }

  /// A block that grows on demand and is zero where nothing was written. *One thread at a time.*
  static final class Region implements AutoCloseable {
    private Arena arena = Arena.ofShared();
    private MemorySegment block = MemorySegment.NULL;

    /// The address of at least `bytes` bytes. Contents are lost when the block grows.
    long atLeast(long bytes) {
      if (block.byteSize() < bytes) {
        grow(bytes + bytes / 4);
      }
      return block.address();
    }

    @SuppressWarnings("MustBeClosedChecker") // the region owns the arena
    private void grow(long bytes) {
      Arena larger = Arena.ofShared();
      try {
        block = larger.allocate(bytes, ALIGNMENT);
      } catch (Throwable e) {
        larger.close();
        throw e;
      }
      arena.close();
      arena = larger;
    }

    /// Writes zeros everywhere.
    void clear() {
      block.fill((byte) 0);
    }

    @Override
    public void close() {
      arena.close();
    }
  }
}
