package dev.semblance.engine.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.semblance.SemblanceException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddingCacheTest {
  private static final KeySpace SPACE = KeySpace.of("test");
  private static final byte[] NOISE = noise(1 << 18);

  private static CacheKey key(int name) {
    return SPACE.key("text " + name);
  }

  /// A value of a length and bytes that depend on the name: the name, then a piece of noise.
  private static byte[] value(int name, int longest) {
    int from = Math.floorMod(name * 31, NOISE.length / 2);
    int length = Integer.BYTES + Math.floorMod(name * 0x9E3779B1, longest);
    byte[] value = Arrays.copyOfRange(NOISE, from, from + length);
    ByteBuffer.wrap(value).putInt(name);
    return value;
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new Random(7).nextBytes(noise);
    return noise;
  }

  @Test
  void returnsStoredValuesOnly() {
    EmbeddingCache cache = EmbeddingCache.of(1 << 20);
    cache.put(key(1), new byte[] {1, 2, 3});
    assertThat(cache.get(key(1))).containsExactly(1, 2, 3);
    assertThat(cache.get(key(2))).isNull();
    assertThat(cache.entries()).isEqualTo(1);
  }

  @Test
  void cacheOfZeroBytesStoresNothing() {
    EmbeddingCache.NONE.put(key(1), new byte[1]);
    assertThat(EmbeddingCache.NONE.get(key(1))).isNull();
    assertThat(EmbeddingCache.of(0).isOn()).isFalse();
    assertThat(EmbeddingCache.NONE.entries()).isZero();
  }

  @Test
  void refusesSizesOutsideItsRange() {
    for (long bytes : new long[] {-1, 1, (1 << 20) - 1, 1L << 40}) {
      assertThatThrownBy(() -> EmbeddingCache.of(bytes))
          .isInstanceOf(SemblanceException.class)
          .hasMessageContaining(Long.toString(bytes));
    }
  }

  @Test
  void valuesThatDoNotFitAreNotStored() {
    EmbeddingCache cache = EmbeddingCache.of(1 << 20);
    cache.put(key(1), new byte[1 << 20]);
    assertThat(cache.get(key(1))).isNull();
  }

  @Test
  void valuesStayEqualUnderRandomEviction() {
    for (int longest : new int[] {20, 400, 3000, 60_000}) {
      for (long seed = 1; seed <= 3; seed++) {
        Random random = new Random(seed);
        EmbeddingCache cache = EmbeddingCache.of((1 << 20) + 8 * random.nextInt(1000));
        int hits = 0;
        for (int step = 0; step < 20_000; step++) {
          int name = (int) Math.abs(random.nextGaussian() * 3000);
          byte[] found = cache.get(key(name));
          if (found == null) {
            cache.put(key(name), value(name, longest));
          } else {
            hits++;
            assertThat(Arrays.equals(found, value(name, longest)))
                .as("seed %d, longest %d, step %d", seed, longest, step)
                .isTrue();
          }
        }
        assertThat(hits).as("seed %d, longest %d", seed, longest).isPositive();
      }
    }
  }

  @Test
  void valuesStayEqualUnderManyThreads() throws Exception {
    long seed = 11;
    EmbeddingCache cache = EmbeddingCache.of(8 << 20);
    AtomicLong hits = new AtomicLong();
    List<Callable<Void>> callers = new ArrayList<>();
    for (int caller = 0; caller < 8; caller++) {
      Random random = new Random(seed + caller);
      callers.add(() -> {
        for (int step = 0; step < 20_000; step++) {
          int name = (int) Math.abs(random.nextGaussian() * 8000);
          byte[] found = cache.get(key(name));
          if (found == null) {
            cache.put(key(name), value(name, 3000));
          } else {
            hits.incrementAndGet();
            assertThat(Arrays.equals(found, value(name, 3000))).as("seed %d", seed).isTrue();
          }
        }
        return null;
      });
    }
    try (var threads = Executors.newFixedThreadPool(8)) {
      for (Future<Void> done : threads.invokeAll(callers)) {
        done.get();
      }
    }
    assertThat(hits.get()).isPositive();
  }

  @Test
  void runOfTextsThatOccurOnceEvictsNoRepeatedOnes() {
    EmbeddingCache cache = EmbeddingCache.of(4 << 20);
    List<CacheKey> hot = IntStream.range(0, 200).mapToObj(EmbeddingCacheTest::key).toList();
    for (CacheKey key : hot) {
      cache.put(key, new byte[1500]);
      cache.get(key);
    }
    for (int name = 1000; name < 50_000; name++) {
      cache.put(key(name), new byte[1500]);
    }
    assertThat(hot).allSatisfy(key -> assertThat(cache.get(key)).isNotNull());
  }

  @Test
  void fillsItsMemory() {
    int bytes = 16 << 20;
    EmbeddingCache cache = EmbeddingCache.of(bytes);
    for (int name = 0; name < 30_000; name++) {
      cache.put(key(name), new byte[1536]);
      cache.get(key(name));
    }
    assertThat(cache.entries() * 1584).isBetween(bytes * 9L / 10, (long) bytes);
  }
}
