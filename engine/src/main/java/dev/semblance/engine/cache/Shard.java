package dev.semblance.engine.cache;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// One part of the cache, with a lock of its own. *Safe for use by many threads.*
///
/// Evicts by S3-FIFO (Yang et al., "FIFO queues are all you need for cache eviction", SOSP 2023): a
/// new entry enters a small queue; at its end it moves to the main queue if it was looked up again,
/// else it is evicted and its key becomes a ghost; a key that is stored again while it is a ghost
/// enters the main queue at once. At the end of the main queue an entry that was looked up is
/// inserted again. So a long run of texts that occur once passes through the small queue alone. Two
/// things differ from the paper: one more lookup suffices where it requires two, because a lookup
/// saves a pass through a model; and ghosts are overwritten by position instead of by age.
///
/// ```
/// slots   4 bytes each                       hash table from keys to entries
/// ghosts  8 bytes each, half as many         the first eight bytes of keys evicted from the small queue
/// small   a tenth of the rest                entries
/// main    nine tenths of the rest            entries
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

  private final ReentrantLock shardLock = new ReentrantLock();

  /// Its bytes are guarded by `shardLock` too.
  private final MemorySegment memory;

  private final long maxEntry;

  @GuardedBy("shardLock")
  private final Slots slots;

  @GuardedBy("shardLock")
  private final MemorySegment ghosts;

  @GuardedBy("shardLock")
  private final Ring small;

  @GuardedBy("shardLock")
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
    this.maxEntry = small.capacity();
  }

  byte @Nullable [] get(CacheKey key) {
    shardLock.lock();
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
      shardLock.unlock();
    }
  }

  /// Stores a value unless it is stored already, or too long for the small queue.
  ///
  /// Allocates only before it changes a queue or the slots, so that an Error leaves them
  /// consistent.
  void put(CacheKey key, byte[] value) {
    int length = (VALUE + value.length + 7) / 8 * 8;
    if (length > maxEntry) {
      return;
    }
    shardLock.lock();
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
      shardLock.unlock();
    }
  }

  int entries() {
    shardLock.lock();
    try {
      return slots.used();
    } finally {
      shardLock.unlock();
    }
  }

  @GuardedBy("shardLock")
  private long entry(CacheKey key) {
    return slots.find(key.a(), entry -> isOf(entry, key));
  }

  private boolean isOf(long entry, CacheKey key) {
    return memory.get(JAVA_LONG, entry + KEY) == key.a()
        && memory.get(JAVA_LONG, entry + KEY + 8) == key.b()
        && memory.get(JAVA_LONG, entry + KEY + 16) == key.c()
        && memory.get(JAVA_LONG, entry + KEY + 24) == key.d();
  }

  @GuardedBy("shardLock")
  private long addToSmall(int length) {
    while (!small.fits(length)) {
      evictSmall();
    }
    return small.add(length);
  }

  @GuardedBy("shardLock")
  private long addToMain(int length) {
    while (!main.fits(length)) {
      evictMain();
    }
    return main.add(length);
  }

  /// Evicts the oldest entry of the queue that has more than its share.
  @GuardedBy("shardLock")
  private void evictOne() {
    if (small.blocks() * 10L > slots.used() || main.blocks() == 0) {
      evictSmall();
    } else {
      evictMain();
    }
  }

  @GuardedBy("shardLock")
  private void evictSmall() {
    long entry = small.oldest();
    int length = memory.get(JAVA_INT, entry);
    if (memory.get(JAVA_INT, entry + VISITS) > 0) {
      long to = addToMain(length); // may allocate: the entry leaves the small queue after that
      small.drop();
      move(entry, to, 0);
    } else {
      small.drop();
      remember(memory.get(JAVA_LONG, entry + KEY));
      slots.remove(entry);
    }
  }

  @GuardedBy("shardLock")
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

  @GuardedBy("shardLock")
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

  /// Copies an entry that left the small queue, whose bytes are still there, into the main one.
  @GuardedBy("shardLock")
  private void move(long from, long to, int visits) {
    int length = memory.get(JAVA_INT, from);
    MemorySegment.copy(memory, from, memory, to, length);
    memory.set(JAVA_INT, to + VISITS, visits);
    slots.move(from, to);
  }

  @GuardedBy("shardLock")
  private boolean leftRecently(CacheKey key) {
    return ghosts.get(JAVA_LONG, ghost(key.a())) == key.a();
  }

  @GuardedBy("shardLock")
  private void remember(long key) {
    ghosts.set(JAVA_LONG, ghost(key), key);
  }

  @GuardedBy("shardLock")
  private long ghost(long key) {
    long places = ghosts.byteSize() / Long.BYTES;
    return ((key >>> 20) & (places - 1)) * Long.BYTES;
  }
}
