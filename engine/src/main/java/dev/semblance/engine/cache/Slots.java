package dev.semblance.engine.cache;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.MemorySegment;
import java.util.function.LongPredicate;

/// A hash table from keys to the offsets of entries, with linear probing and without tombstones
/// (Knuth, "The Art of Computer Programming", volume 3, section 6.4, algorithm R). *One thread at a
/// time.*
///
/// A slot is four bytes: 0 when free, else an eighth of the entry's offset, which is never 0.
final class Slots {
  /// The hash of an entry's key, whose low bits are its home slot.
  interface KeyHash {
    long hash(long entry);
  }

  private final MemorySegment memory;
  private final int mask;
  private final KeyHash keyHash;
  private int used;

  /// @param memory begins with the slots
  /// @param count a power of two
  Slots(MemorySegment memory, int count, KeyHash home) {
    this.memory = memory;
    this.mask = count - 1;
    this.keyHash = home;
  }

  /// Whether another entry would make probing slow: three quarters are taken.
  boolean full() {
    return used >= (mask + 1L) * 3 / 4;
  }

  int used() {
    return used;
  }

  /// The entry of a key, or 0.
  ///
  /// @param matches whether an entry has the key
  long find(long hash, LongPredicate matches) {
    for (int i = (int) hash & mask; ; i = (i + 1) & mask) {
      long entry = entry(i);
      if (entry == 0 || matches.test(entry)) {
        return entry;
      }
    }
  }

  /// Adds an entry whose key has none.
  void add(long entry) {
    int i = (int) keyHash.hash(entry) & mask;
    while (entry(i) != 0) {
      i = (i + 1) & mask;
    }
    set(i, entry);
    used++;
  }

  /// Replaces the offset of an entry that was moved.
  void move(long from, long to) {
    set(slot(from), to);
  }

  /// Removes an entry, and moves up those after it that collisions had moved from their home slot.
  void remove(long entry) {
    int free = slot(entry);
    used--;
    for (int i = (free + 1) & mask; entry(i) != 0; i = (i + 1) & mask) {
      int homeSlot = (int) keyHash.hash(entry(i)) & mask;
      if (((i - homeSlot) & mask) >= ((i - free) & mask)) {
        set(free, entry(i));
        free = i;
      }
    }
    set(free, 0);
  }

  private int slot(long entry) {
    int i = (int) keyHash.hash(entry) & mask;
    while (entry(i) != entry) {
      i = (i + 1) & mask;
    }
    return i;
  }

  private long entry(int slot) {
    return Integer.toUnsignedLong(memory.getAtIndex(JAVA_INT, slot)) * 8;
  }

  private void set(int slot, long entry) {
    memory.setAtIndex(JAVA_INT, slot, (int) (entry / 8));
  }
}
