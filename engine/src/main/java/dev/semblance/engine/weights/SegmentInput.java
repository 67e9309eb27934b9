package dev.semblance.engine.weights;

import java.io.InputStream;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/// Reads a memory segment from its first byte to its last. *One thread at a time.*
final class SegmentInput extends InputStream {
  private final MemorySegment bytes;
  private long position;

  SegmentInput(MemorySegment bytes) {
    this.bytes = bytes;
  }

  @Override
  public int read() {
    return position == bytes.byteSize()
        ? -1
        : Byte.toUnsignedInt(bytes.get(ValueLayout.JAVA_BYTE, position++));
  }

  @Override
  public int read(byte[] into, int at, int length) {
    int count = (int) Math.min(length, bytes.byteSize() - position);
    if (count == 0) {
      return length == 0 ? 0 : -1;
    }
    MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, position, into, at, count);
    position += count;
    return count;
  }
}
