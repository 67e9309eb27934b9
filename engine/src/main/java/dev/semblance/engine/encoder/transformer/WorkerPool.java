package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.onednn.OneDnn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The threads and workers of an encoder. *Safe for use by many threads*, which never share a
/// worker: each call borrows as many as it was given cores, and its own thread is the first of
/// them.
final class WorkerPool implements AutoCloseable {
  /// How often whoever is done first looks for the others before it sleeps: their last rows take
  /// less than waking it.
  private static final int SPINS = 8_000;

  /// For the threads of callers. Whoever has worked last has most of it in its caches yet.
  private final ConcurrentLinkedDeque<ThreadScratch> idleScratch = new ConcurrentLinkedDeque<>();

  /// Those that have nothing to do, the last that had first.
  private final ConcurrentLinkedDeque<PoolThread> idleThreads = new ConcurrentLinkedDeque<>();

  private final AtomicInteger threadCount = new AtomicInteger();
  private final ThreadFactory threadFactory;

  WorkerPool() {
    this(Thread.ofPlatform().daemon().factory());
  }

  /// @param threadFactory makes its threads, which get their names here
  WorkerPool(ThreadFactory threads) {
    this.threadFactory = threads;
  }

  /// What a member of a crew does.
  interface PoolTask {
    /// @param member from 0
    void run(ThreadScratch worker, int member);
  }

  /// Has `members` workers perform a duty at the same time, and waits for all of them.
  ///
  /// @throws RuntimeException the first failure, after every member has ended
  /// @throws Error likewise; for want of a thread, before any has begun
  void run(int members, PoolTask duty) {
    if (Thread.currentThread().isVirtual()) {
      awaitAll(start(takeThreads(members), duty, 0), null);
      return;
    }
    ThreadScratch own = takeScratch();
    try {
      List<Future<?>> others = start(takeThreads(members - 1), duty, 1);
      @Nullable Throwable failure = null;
      try {
        run(duty, own, 0);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      spinUntilDone(others);
      awaitAll(others, failure);
    } finally {
      idleScratch.addFirst(own);
    }
  }

  private ThreadScratch takeScratch() {
    ThreadScratch known = idleScratch.pollFirst();
    return known == null ? new ThreadScratch() : known;
  }

  /// All of them or none: whoever has begun may wait for the others.
  private List<PoolThread> takeThreads(int many) {
    List<PoolThread> team = new ArrayList<>(many);
    try {
      while (team.size() < many) {
        PoolThread known = idleThreads.pollFirst();
        team.add(
            known == null
                ? new PoolThread(
                    "semblance-encoder-" + threadCount.getAndIncrement(), threadFactory)
                : known);
      }
      return team;
    } catch (RuntimeException | Error e) {
      team.forEach(idleThreads::addFirst);
      throw e;
    }
  }

  /// Has each hand perform a duty.
  private List<Future<?>> start(List<PoolThread> team, PoolTask duty, int firstMember) {
    List<Future<?>> begun = new ArrayList<>(team.size());
    for (PoolThread hand : team) {
      begun.add(start(hand, duty, firstMember + begun.size()));
    }
    return begun;
  }

  /// Has a hand perform a duty. It is idle again before anybody can know that it is done, so that
  /// no next duty hires another.
  private Future<?> start(PoolThread hand, PoolTask duty, int member) {
    var task =
        new FutureTask<Void>(
            () -> {
              try {
                run(duty, hand.scratch(), member);
              } finally {
                idleThreads.addFirst(hand);
              }
            },
            null);
    hand.submit(task);
    return task;
  }

  private static void spinUntilDone(List<Future<?>> others) {
    int looks = 0;
    for (Future<?> other : others) {
      for (; looks < SPINS && !other.isDone(); looks++) {
        Thread.onSpinWait();
      }
    }
  }

  /// Waits for all, then tells the first failure.
  private static void awaitAll(List<Future<?>> members, @Nullable Throwable failure) {
    for (Future<?> member : members) {
      Throwable own = failureOf(member);
      failure = failure == null ? own : failure;
    }
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /// Waits for one, interrupted or not.
  private static @Nullable Throwable failureOf(Future<?> member) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          member.get();
          return null;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      return e.getCause();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static void run(PoolTask duty, ThreadScratch worker, int member) {
    OneDnn.instance().stayOnThisThread();
    duty.run(worker, member);
  }

  /// Lets threads and memory go. Nobody may be at work.
  @Override
  public void close() {
    idleThreads.forEach(PoolThread::close);
    idleScratch.forEach(ThreadScratch::close);
  }
}
