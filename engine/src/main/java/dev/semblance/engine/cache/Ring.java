package dev.semblance.engine.cache;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;

/// A ring buffer of blocks of different lengths, first in, first out. *One thread at a time.*
///
/// Each block begins with its length, a multiple of 8; where the next block does not fit before the
/// end, a length of 0 marks that it is at the start.
final class Ring {
  private static final int WRAP = 0;

  private final MemorySegment memory;
  private final long start;
  private final long end;
  private long oldest;
  private long next;
  private int blocks;

  /// @param start in `memory`, a multiple of 8
  /// @param end exclusive, a multiple of 8
  Ring(MemorySegment memory, long start, long end) {
    this.memory = memory;
    this.start = start;
    this.end = end;
    this.oldest = start;
    this.next = start;
  }

  /// Length of the longest possible block, in bytes.
  long capacity() {
    return end - start;
  }

  int blocks() {
    return blocks;
  }

  /// Whether a block of so many bytes fits without dropping another.
  boolean fits(int length) {
    return place(length) >= 0;
  }

  /// Adds a block that [#fits].
  ///
  /// @param length a multiple of 8
  /// @return its offset; its first four bytes are set
  long add(int length) {
    long at = place(length);
    if (blocks == 0) {
      oldest = at;
    } else if (at == start && next < end) {
      memory.set(JAVA_INT, next, WRAP);
    }
    memory.set(JAVA_INT, at, length);
    next = at + length;
    blocks++;
    return at;
  }

  /// Offset of the oldest block; there must be one.
  long oldest() {
    return oldest;
  }

  /// Removes the oldest block; its bytes stay until another is added.
  void drop() {
    oldest += memory.get(JAVA_INT, oldest);
    blocks--;
    // Now, because a later block may overwrite the mark.
    if (blocks > 0 && (oldest == end || memory.get(JAVA_INT, oldest) == WRAP)) {
      oldest = start;
    }
  }

  private long place(int length) {
    if (blocks == 0) {
      return length <= capacity() ? start : -1;
    }
    if (next > oldest) {
      if (end - next >= length) {
        return next;
      }
      return oldest - start >= length ? start : -1;
    }
    return oldest - next >= length ? next : -1;
  }
}
