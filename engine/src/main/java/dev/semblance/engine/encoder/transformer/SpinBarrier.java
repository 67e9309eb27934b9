package dev.semblance.engine.encoder.transformer;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// Where the workers of one group wait for each other, once a layer.
///
/// A worker that comes early looks again for a part of a millisecond, as long as the others may
/// need for their last rows, then rests between looks and leaves its core to others.
final class SpinBarrier {
  private static final int SPINS = 8_000;
  private static final long PARK_NANOS = 20_000;

  private final int parties;
  private final AtomicInteger arrived = new AtomicInteger();
  private volatile boolean broken;

  SpinBarrier(int members) {
    this.parties = members;
  }

  /// Waits until every member has called this as often as the caller has.
  ///
  /// @param round how often this member has called before
  /// @throws IllegalStateException when another member failed
  void await(int round) {
    if (parties == 1) {
      return;
    }
    int wanted = (round + 1) * parties;
    int now = arrived.incrementAndGet();
    for (int looks = 0; now < wanted; looks++) {
      if (broken) {
        throw new IllegalStateException("another worker failed");
      }
      if (looks < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PARK_NANOS);
      }
      now = arrived.get();
    }
  }

  /// Releases everybody who waits; the group's results are lost.
  void breakBarrier() {
    broken = true;
  }
}
