package dev.semblance.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// What this process holds: where something leaks, it grows with every request.
///
/// @param threads of the platform that live
/// @param descriptors files and connections that are open; 0 where nobody counts them
/// @param heap bytes of objects that are reachable
public record Footprint(int threads, long descriptors, long heap) {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(100);

  /// Pools come and go by a few.
  private static final int SOME = 10;

  /// What a few hundred requests may leave in tables of the compiler, of counters and of clients.
  private static final long SOME_BYTES = 1 << 20;

  /// As it is now.
  public static Footprint now() {
    System.gc();
    var memory = ManagementFactory.getMemoryMXBean();
    return new Footprint(
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0,
        memory.getHeapMemoryUsage().getUsed());
  }

  /// Waits until no more is held than this and a little; fails where that takes long.
  public void awaitNoMore() throws InterruptedException {
    Footprint now = now();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!now.isNoMoreThan(this) && System.nanoTime() < end) {
      Thread.sleep(STEP);
      now = now();
    }
    assertThat(now).as("now, and before " + this).matches(one -> one.isNoMoreThan(this));
  }

  private boolean isNoMoreThan(Footprint before) {
    return threads <= before.threads + SOME
        && descriptors <= before.descriptors + SOME
        && heap <= before.heap + SOME_BYTES;
  }
}
