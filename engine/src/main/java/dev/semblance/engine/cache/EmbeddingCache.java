package dev.semblance.engine.cache;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cache of answers by key, in memory outside the heap of a fixed size. *Safe for use by many
/// threads.*
///
/// The memory is allocated at once; its pages are touched as it fills. Keys are spread over up to
/// 16 shards, each with a lock of its own. A lookup and its copy take a few microseconds.
public final class EmbeddingCache {
  /// The smallest cache: 1 MiB.
  public static final long MIN_BYTES = 1 << 20;

  /// A cache that stores nothing.
  public static final EmbeddingCache NONE = new EmbeddingCache(MemorySegment.NULL, 0);

  private static final long SHARD_BYTES = 4 << 20;
  private static final int MAX_SHARDS = 16;
  private static final long MAX_BYTES = MAX_SHARDS * (1L << 31);

  private final List<Shard> shards = new ArrayList<>();
  private final long bytes;

  private EmbeddingCache(MemorySegment memory, int shards) {
    this.bytes = memory.byteSize();
    long each = shards == 0 ? 0 : bytes / shards / 8 * 8;
    for (int i = 0; i < shards; i++) {
      this.shards.add(new Shard(memory.asSlice(i * each, each)));
    }
  }

  /// @param bytes its size, index included; 0 stores nothing
  /// @throws SemblanceException INVALID when it is below 1 MiB or above 32 GiB, TOO_LARGE when the
  ///   system has not so much memory
  public static EmbeddingCache of(long bytes) {
    if (bytes == 0) {
      return NONE;
    }
    if (bytes < MIN_BYTES || bytes > MAX_BYTES) {
      throw new SemblanceException(
          Fault.INVALID,
          "a cache takes 0, or %d to %d bytes, not %d".formatted(MIN_BYTES, MAX_BYTES, bytes));
    }
    long parts = Math.clamp(bytes / SHARD_BYTES, 1, MAX_SHARDS);
    return new EmbeddingCache(reserve(bytes), Integer.highestOneBit((int) parts));
  }

  /// Whether it stores anything at all.
  public boolean isOn() {
    return !shards.isEmpty();
  }

  /// Its size, index included.
  public long bytes() {
    return bytes;
  }

  /// How many values it holds.
  public long entries() {
    return shards.stream().mapToLong(Shard::entries).sum();
  }

  /// A copy of the value of a key, or null.
  byte @Nullable [] get(CacheKey key) {
    return shards.isEmpty() ? null : shard(key).get(key);
  }

  /// Stores a copy of a value, unless the key has one or it is longer than a tenth of a shard.
  void put(CacheKey key, byte[] value) {
    if (!shards.isEmpty()) {
      shard(key).put(key, value);
    }
  }

  private Shard shard(CacheKey key) {
    return shards.get((int) key.d() & (shards.size() - 1));
  }

  /// Zeroed memory whose pages the system provides when they are first written; an arena would
  /// write them all at once.
  @SuppressWarnings("restricted")
  private static MemorySegment reserve(long bytes) {
    Linker linker = Linker.nativeLinker();
    MethodHandle calloc =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("calloc"),
            FunctionDescriptor.of(
                ValueLayout.ADDRESS, ValueLayout.JAVA_LONG, ValueLayout.JAVA_LONG));
    MethodHandle free =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("free"),
            FunctionDescriptor.ofVoid(ValueLayout.ADDRESS));
    MemorySegment memory = (MemorySegment) call(calloc, 1L, bytes);
    if (memory.equals(MemorySegment.NULL)) {
      throw new SemblanceException(
          Fault.TOO_LARGE, "the system has no " + bytes + " bytes for the cache");
    }
    return memory.reinterpret(bytes, Arena.ofAuto(), block -> call(free, block));
  }

  private static Object call(MethodHandle function, Object... arguments) {
    try {
      return function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("calling the C library", e);
    }
  }
}
