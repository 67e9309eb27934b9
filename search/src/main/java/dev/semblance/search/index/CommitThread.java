package dev.semblance.search.index;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The thread that owns an index's writer, and the queue before it. Changes that arrive while it
/// commits, or shortly after, form the next group. *Safe for use by many threads.*
///
/// It is a platform thread, because a commit both computes and waits for the disk, and a virtual
/// thread would occupy a carrier for that long; a daemon, so that it does not keep the JVM alive;
/// and callers never interrupt it, because an interrupt during I/O closes the file. It starts with
/// the first change, so that an index that is only read has none, and ends when the index is
/// closed.
final class CommitThread {
  /// The next group is gathered for at most this part of the time that the last commit took.
  private static final int GATHERING_SHARE = 10;

  private final String name;
  private final GroupCommit commits;
  private final Object queueLock = new Object();

  @GuardedBy("queueLock")
  private List<Change> waiting = new ArrayList<>();

  @GuardedBy("queueLock")
  private @Nullable Thread thread;

  @GuardedBy("queueLock")
  private boolean closing;

  // Confined to the thread until it has ended.
  private int lastSize;
  private long lastNanos;
  private List<Change> group = new ArrayList<>();
  private @Nullable Throwable failure;

  private final CompletableFuture<Boolean> ended = new CompletableFuture<>();

  /// @param name of the collection
  CommitThread(String name, GroupCommit commits) {
    this.name = name;
    this.commits = commits;
  }

  /// Queues a change, which will be settled whatever happens; false when the index is closed.
  boolean submit(Change change) {
    synchronized (queueLock) {
      if (closing) {
        return false;
      }
      if (thread == null) {
        thread = Thread.ofPlatform().daemon().name("commit " + name).start(this::run);
      }
      waiting.add(change);
      queueLock.notifyAll();
      return true;
    }
  }

  /// Commits queued changes, waits for running merges, closes the writer and ends the thread;
  /// returns why the writer could not be closed normally. An interrupt does not end the wait.
  Optional<Throwable> close() {
    synchronized (queueLock) {
      closing = true;
      if (thread == null) {
        return Optional.empty();
      }
      queueLock.notifyAll();
    }
    ended.join();
    return Optional.ofNullable(failure);
  }

  private void run() {
    boolean more = true;
    while (more) {
      try {
        more = commitNext();
      } catch (Throwable _) {
        // Its group is settled, as refused; the next one is not affected.
      }
    }
    try {
      commits.close();
    } catch (Throwable e) {
      failure = e;
    } finally {
      ended.complete(true);
    }
  }

  private boolean commitNext() throws InterruptedException {
    if (!takeGroup()) {
      return false;
    }
    lastSize = group.size();
    long start = System.nanoTime();
    try {
      commits.commit(group);
    } finally {
      lastNanos = System.nanoTime() - start;
      settleGroup();
    }
    return true;
  }

  /// Waits for changes and takes all; false when the index is closed and none is left. The two
  /// lists change places: nothing is allocated between the queue and the `finally` that settles.
  private boolean takeGroup() throws InterruptedException {
    synchronized (queueLock) {
      while (waiting.isEmpty()) {
        if (closing) {
          return false;
        }
        queueLock.wait();
      }
      gather();
      List<Change> empty = group;
      group = waiting;
      waiting = empty;
      return true;
    }
  }

  /// Waits for the callers of the last group, which may come back with their next changes: without
  /// this the first of them would be committed alone, and the others by the commit after.
  @GuardedBy("queueLock")
  private void gather() throws InterruptedException {
    long end = System.nanoTime() + lastNanos / GATHERING_SHARE;
    long left = end - System.nanoTime();
    while (!closing && waiting.size() < lastSize && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(queueLock, left);
      left = end - System.nanoTime();
    }
  }

  /// Iterates by index, because an iterator is an allocation.
  private void settleGroup() {
    for (int i = 0; i < group.size(); i++) {
      group.get(i).settle();
    }
    group.clear();
  }
}
