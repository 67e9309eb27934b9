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

/// The threads and scratch memory of an encoder. *Safe for use by many threads.*
///
/// A call runs its task on the calling thread and on as many idle threads of the pool as it needs
/// beside it; the pool grows where none is idle. Scratch memory is used by one call at a time.
final class WorkerPool implements AutoCloseable {
  /// Spin iterations before the caller parks. Stragglers usually finish sooner than a park/unpark
  /// round trip.
  private static final int SPINS = 8_000;

  /// Scratch memory for calling threads. Last in, first out: the last used is still in a cache.
  private final ConcurrentLinkedDeque<ThreadScratch> idleScratch = new ConcurrentLinkedDeque<>();

  /// Threads without a task. Last in, first out: the last used may not be parked yet.
  private final ConcurrentLinkedDeque<PoolThread> idleThreads = new ConcurrentLinkedDeque<>();

  private final AtomicInteger threadCount = new AtomicInteger();
  private final ThreadFactory threadFactory;

  WorkerPool() {
    this(Thread.ofPlatform().daemon().factory());
  }

  /// @param threadFactory makes the threads; the pool names them
  WorkerPool(ThreadFactory threadFactory) {
    this.threadFactory = threadFactory;
  }

  /// What each thread of a call runs.
  interface PoolTask {
    /// @param index of the thread in the call, from 0
    void run(ThreadScratch scratch, int index);
  }

  /// Runs a task on `threads` threads at the same time and waits for all of them. The calling
  /// thread is the first, unless it is a virtual one.
  ///
  /// @throws RuntimeException the first failure, after every thread has ended
  /// @throws Error likewise; when a thread cannot be started, before any has begun
  void run(int threads, PoolTask task) {
    if (Thread.currentThread().isVirtual()) {
      awaitAll(start(takeThreads(threads), task, 0), null);
      return;
    }
    ThreadScratch scratch = takeScratch();
    try {
      List<Future<?>> others = start(takeThreads(threads - 1), task, 1);
      @Nullable Throwable failure = null;
      try {
        run(task, scratch, 0);
      } catch (RuntimeException | Error e) {
        failure = e;
      }
      spinUntilDone(others);
      awaitAll(others, failure);
    } finally {
      idleScratch.addFirst(scratch);
    }
  }

  private ThreadScratch takeScratch() {
    ThreadScratch idle = idleScratch.pollFirst();
    return idle == null ? new ThreadScratch() : idle;
  }

  /// Takes all threads or none: tasks wait for each other at a barrier.
  private List<PoolThread> takeThreads(int count) {
    List<PoolThread> taken = new ArrayList<>(count);
    try {
      while (taken.size() < count) {
        PoolThread idle = idleThreads.pollFirst();
        taken.add(
            idle == null
                ? new PoolThread(
                    "semblance-encoder-" + threadCount.getAndIncrement(), threadFactory)
                : idle);
      }
      return taken;
    } catch (RuntimeException | Error e) {
      taken.forEach(idleThreads::addFirst);
      throw e;
    }
  }

  private List<Future<?>> start(List<PoolThread> threads, PoolTask task, int firstIndex) {
    List<Future<?>> started = new ArrayList<>(threads.size());
    for (PoolThread thread : threads) {
      started.add(start(thread, task, firstIndex + started.size()));
    }
    return started;
  }

  /// Starts a task on a thread. The thread is idle again before its future is done, so that the
  /// next call finds it.
  private Future<?> start(PoolThread thread, PoolTask task, int index) {
    var future =
        new FutureTask<Void>(
            () -> {
              try {
                run(task, thread.scratch(), index);
              } finally {
                idleThreads.addFirst(thread);
              }
            },
            null);
    thread.submit(future);
    return future;
  }

  private static void spinUntilDone(List<Future<?>> futures) {
    int spins = 0;
    for (Future<?> future : futures) {
      for (; spins < SPINS && !future.isDone(); spins++) {
        Thread.onSpinWait();
      }
    }
  }

  /// Waits for all, then throws the first failure.
  private static void awaitAll(List<Future<?>> futures, @Nullable Throwable failure) {
    for (Future<?> future : futures) {
      Throwable thrown = failureOf(future);
      failure = failure == null ? thrown : failure;
    }
    switch (failure) {
      case null -> {}
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(failure);
    }
  }

  /// Waits for one, also when interrupted.
  private static @Nullable Throwable failureOf(Future<?> future) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          future.get();
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

  private static void run(PoolTask task, ThreadScratch scratch, int index) {
    OneDnn.instance().stayOnThisThread();
    task.run(scratch, index);
  }

  /// Ends all threads and frees their memory. No call may be running.
  @Override
  public void close() {
    idleThreads.forEach(PoolThread::close);
    idleScratch.forEach(ThreadScratch::close);
  }
}
