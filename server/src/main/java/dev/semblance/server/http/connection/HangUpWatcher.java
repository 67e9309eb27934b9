package dev.semblance.server.http.connection;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.thread.Scheduler;

/// Finds the requests that run long, so that only these are watched for a hang-up. *Safe for use by
/// many threads.*
///
/// One timer checks all requests together: a timer for each would wake a sleeping thread with every
/// request, and hardly any request runs that long.
final class HangUpWatcher {
  /// Milliseconds between two checks. Work runs long after one to two of these.
  private static final long PERIOD_MILLIS = 125;

  private final Set<WatchedWork> running = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean scheduled = new AtomicBoolean();

  /// Work that may run long.
  interface WatchedWork {
    /// When it began, by [System#nanoTime].
    long startedNanos();

    /// Called once at most, when it has run for longer than [#PERIOD_MILLIS].
    void runsLong();
  }

  void add(WatchedWork work, Scheduler timer) {
    running.add(work);
    schedule(timer);
  }

  /// The work has ended. A check that runs now may still call [WatchedWork#runsLong].
  void remove(WatchedWork work) {
    running.remove(work);
  }

  private void schedule(Scheduler timer) {
    if (scheduled.compareAndSet(false, true)) {
      var _ = timer.schedule(() -> check(timer), PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /// `scheduled` is cleared first: work that is added meanwhile schedules the next check itself.
  private void check(Scheduler timer) {
    scheduled.set(false);
    long latest = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(PERIOD_MILLIS);
    List<WatchedWork> longRunning =
        running.stream().filter(work -> work.startedNanos() - latest <= 0).toList();
    longRunning.forEach(running::remove);
    longRunning.forEach(WatchedWork::runsLong);
    if (!running.isEmpty()) {
      schedule(timer);
    }
  }
}
