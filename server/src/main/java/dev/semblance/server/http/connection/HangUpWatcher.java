package dev.semblance.server.http.connection;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.util.thread.Scheduler;

/// Finds the work that lasts longer than a moment. *Safe for use by many threads.*
///
/// It looks at all of it together, once a moment: a timer for each would wake a sleeping thread
/// with every request, and hardly any request lasts so long.
final class HangUpWatcher {
  /// Work is told that it lasts after one to two of these.
  private static final long MOMENT_MILLIS = 125;

  private final Set<WatchedWork> atWork = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean looking = new AtomicBoolean();

  /// Something that may take long.
  interface WatchedWork {
    /// When it began, by [System#nanoTime].
    long since();

    /// It lasts longer than a moment. Called once at most.
    void lasts();
  }

  /// Begins to watch.
  void add(WatchedWork one, Scheduler timer) {
    atWork.add(one);
    lookLater(timer);
  }

  /// Work has ended, and is told nothing more unless that happens just now.
  void remove(WatchedWork one) {
    atWork.remove(one);
  }

  private void lookLater(Scheduler timer) {
    if (looking.compareAndSet(false, true)) {
      var _ = timer.schedule(() -> look(timer), MOMENT_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  private void look(Scheduler timer) {
    looking.set(false);
    long before = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(MOMENT_MILLIS);
    List<WatchedWork> lasting = atWork.stream().filter(one -> one.since() - before <= 0).toList();
    lasting.forEach(atWork::remove);
    lasting.forEach(WatchedWork::lasts);
    if (!atWork.isEmpty()) {
      lookLater(timer);
    }
  }
}
