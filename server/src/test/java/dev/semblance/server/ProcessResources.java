package dev.semblance.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/// Threads, file descriptors and heap of this process; a leak makes them grow with every request.
///
/// @param threads live platform threads
/// @param descriptors open files and connections; 0 where the system does not count them
/// @param heap bytes of reachable objects
public record ProcessResources(int threads, long descriptors, long heap) {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration STEP = Duration.ofMillis(100);

  /// Thread pools grow and shrink by a few.
  private static final int TOLERANCE = 10;

  /// A few hundred requests may leave this much in tables of the compiler, of metrics and of
  /// clients.
  private static final long TOLERATED_BYTES = 1 << 20;

  /// The current values.
  public static ProcessResources now() {
    System.gc();
    var memory = ManagementFactory.getMemoryMXBean();
    return new ProcessResources(
        ManagementFactory.getThreadMXBean().getThreadCount(),
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getOpenFileDescriptorCount()
            : 0,
        memory.getHeapMemoryUsage().getUsed());
  }

  /// Waits until the current values are at most these plus a tolerance; fails after a timeout.
  public void awaitAtMostThis() throws InterruptedException {
    ProcessResources now = now();
    long end = System.nanoTime() + TIMEOUT.toNanos();
    while (!now.isAtMost(this) && System.nanoTime() < end) {
      Thread.sleep(STEP);
      now = now();
    }
    assertThat(now).as("now; before " + this).matches(current -> current.isAtMost(this));
  }

  private boolean isAtMost(ProcessResources before) {
    return threads <= before.threads + TOLERANCE
        && descriptors <= before.descriptors + TOLERANCE
        && heap <= before.heap + TOLERATED_BYTES;
  }
}
