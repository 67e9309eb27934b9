package dev.semblance.engine.encoder.transformer;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// A barrier for the threads that share one group, used once a layer. *Safe for use by many
/// threads.*
///
/// A thread that arrives early spins for a part of a millisecond, as long as the others may need
/// for their last rows, then parks between checks, which leaves its core to other threads.
final class SpinBarrier {
  /// Checks before the first park.
  private static final int SPINS = 8_000;

  private static final long PARK_NANOS = 20_000;

  private final int parties;
  private final AtomicInteger arrived = new AtomicInteger();
  private volatile boolean broken;

  SpinBarrier(int parties) {
    this.parties = parties;
  }

  /// Waits until every thread has called this as often as the caller has.
  ///
  /// @param round how often the caller has called before
  /// @throws IllegalStateException when another thread failed
  void await(int round) {
    if (parties == 1) {
      return;
    }
    int needed = (round + 1) * parties;
    int count = arrived.incrementAndGet();
    for (int spins = 0; count < needed; spins++) {
      if (broken) {
        throw new IllegalStateException("another thread of this batch failed");
      }
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PARK_NANOS);
      }
      count = arrived.get();
    }
  }

  /// Makes all waiting threads fail; the group's results are lost.
  void breakBarrier() {
    broken = true;
  }
}
