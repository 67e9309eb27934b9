package dev.semblance.engine.cache;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One part of the cache, with a lock of its own. *Safe for use by many threads.*
///
/// Evicts by S3-FIFO (Yang et al., "FIFO queues are all you need for cache eviction", SOSP 2023): a
/// new entry enters a small queue; at its end it moves to the main queue if it was asked for again,
/// else it leaves and its key is remembered for a while; a key that comes back in that time enters
/// the main queue at once. At the end of the main queue an entry that was asked for goes round
/// again. So a long run of texts that nobody repeats passes through the small queue alone. Two
/// things differ from the paper: one more visit suffices where it asks for two, because a visit
/// saves a pass through a model; and remembered keys are overwritten by place instead of by age.
///
/// ```
/// slots   4 bytes each                       from a key to its entry
/// ghosts  8 bytes each, half as many         the first eight bytes of keys that left the small queue
/// small   a tenth of what is left            entries
/// main    the rest                           entries
///
/// entry:  length 4 · visits 4 · key 32 · value's length 4 · value … · free up to a multiple of 8
/// ```
final class Shard {
  private static final int VISITS = 4;
  private static final int KEY = 8;
  private static final int VALUE_LENGTH = 40;
  private static final int VALUE = 44;

  private static final int MAX_VISITS = 3;
  private static final int BYTES_PER_SLOT = 256;

  private final ReentrantLock lock = new ReentrantLock();
  private final MemorySegment memory;
  private final Slots slots;
  private final MemorySegment ghosts;
  private final Ring small;
  private final Ring main;

  /// @param memory zero; its length is a multiple of 8, from [EmbeddingCache#MIN_BYTES]
  Shard(MemorySegment memory) {
    this.memory = memory;
    int count = Integer.highestOneBit((int) (memory.byteSize() / BYTES_PER_SLOT));
    this.slots = new Slots(memory, count, entry -> memory.get(JAVA_LONG, entry + KEY));
    long ghostsAt = (long) count * Integer.BYTES;
    long smallAt = ghostsAt + (long) count / 2 * Long.BYTES;
    this.ghosts = memory.asSlice(ghostsAt, smallAt - ghostsAt);
    long mainAt = smallAt + (memory.byteSize() - smallAt) / 10 / 8 * 8;
    this.small = new Ring(memory, smallAt, mainAt);
    this.main = new Ring(memory, mainAt, memory.byteSize());
  }

  byte @Nullable [] get(CacheKey key) {
    lock.lock();
    try {
      long entry = entry(key);
      if (entry == 0) {
        return null;
      }
      int visits = memory.get(JAVA_INT, entry + VISITS);
      memory.set(JAVA_INT, entry + VISITS, Math.min(MAX_VISITS, visits + 1));
      byte[] value = new byte[memory.get(JAVA_INT, entry + VALUE_LENGTH)];
      MemorySegment.copy(memory, JAVA_BYTE, entry + VALUE, value, 0, value.length);
      return value;
    } finally {
      lock.unlock();
    }
  }

  /// Keeps a value unless it is there already, or too long for the small queue.
  void put(CacheKey key, byte[] value) {
    int length = (VALUE + value.length + 7) / 8 * 8;
    if (length > small.capacity()) {
      return;
    }
    lock.lock();
    try {
      if (entry(key) != 0) {
        return;
      }
      while (slots.full()) {
        evictOne();
      }
      long entry = leftRecently(key) ? addToMain(length) : addToSmall(length);
      memory.set(JAVA_INT, entry + VISITS, 0);
      memory.set(JAVA_LONG, entry + KEY, key.a());
      memory.set(JAVA_LONG, entry + KEY + 8, key.b());
      memory.set(JAVA_LONG, entry + KEY + 16, key.c());
      memory.set(JAVA_LONG, entry + KEY + 24, key.d());
      memory.set(JAVA_INT, entry + VALUE_LENGTH, value.length);
      MemorySegment.copy(value, 0, memory, JAVA_BYTE, entry + VALUE, value.length);
      slots.add(entry);
    } finally {
      lock.unlock();
    }
  }

  int entries() {
    lock.lock();
    try {
      return slots.used();
    } finally {
      lock.unlock();
    }
  }

  private long entry(CacheKey key) {
    return slots.find(key.a(), entry -> isOf(entry, key));
  }

  private boolean isOf(long entry, CacheKey key) {
    return memory.get(JAVA_LONG, entry + KEY) == key.a()
        && memory.get(JAVA_LONG, entry + KEY + 8) == key.b()
        && memory.get(JAVA_LONG, entry + KEY + 16) == key.c()
        && memory.get(JAVA_LONG, entry + KEY + 24) == key.d();
  }

  private long addToSmall(int length) {
    while (!small.fits(length)) {
      evictSmall();
    }
    return small.add(length);
  }

  private long addToMain(int length) {
    while (!main.fits(length)) {
      evictMain();
    }
    return main.add(length);
  }

  /// Makes one entry leave the queue that has more than its share.
  private void evictOne() {
    if (small.blocks() * 10L > slots.used() || main.blocks() == 0) {
      evictSmall();
    } else {
      evictMain();
    }
  }

  private void evictSmall() {
    long entry = small.oldest();
    int length = memory.get(JAVA_INT, entry);
    small.drop();
    if (memory.get(JAVA_INT, entry + VISITS) > 0) {
      move(entry, addToMain(length), 0);
    } else {
      remember(memory.get(JAVA_LONG, entry + KEY));
      slots.remove(entry);
    }
  }

  private void evictMain() {
    long entry = main.oldest();
    int visits = memory.get(JAVA_INT, entry + VISITS);
    if (visits > 0) {
      reinsert(entry, visits - 1);
    } else {
      main.drop();
      slots.remove(entry);
    }
  }

  private void reinsert(long entry, int visits) {
    int length = memory.get(JAVA_INT, entry);
    byte[] whole = new byte[length];
    MemorySegment.copy(memory, JAVA_BYTE, entry, whole, 0, length);
    slots.remove(entry);
    main.drop();
    long again = main.add(length);
    MemorySegment.copy(whole, 0, memory, JAVA_BYTE, again, length);
    memory.set(JAVA_INT, again + VISITS, visits);
    slots.add(again);
  }

  /// Copies an entry of the small queue, whose bytes are still there, into the main one.
  private void move(long from, long to, int visits) {
    int length = memory.get(JAVA_INT, from);
    MemorySegment.copy(memory, from, memory, to, length);
    memory.set(JAVA_INT, to + VISITS, visits);
    slots.move(from, to);
  }

  private boolean leftRecently(CacheKey key) {
    return ghosts.get(JAVA_LONG, ghost(key.a())) == key.a();
  }

  private void remember(long key) {
    ghosts.set(JAVA_LONG, ghost(key), key);
  }

  private long ghost(long key) {
    long places = ghosts.byteSize() / Long.BYTES;
    return ((key >>> 20) & (places - 1)) * Long.BYTES;
  }
}
