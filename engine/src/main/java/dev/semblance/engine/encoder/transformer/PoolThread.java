package dev.semblance.engine.encoder.transformer;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thread of a [WorkerPool] with its scratch memory. *One thread at a time* submits to it.
///
/// Waking a parked thread takes as long as a layer of a short text, and calls come in bursts. So an
/// idle thread yields in a loop for a moment before it parks, which leaves its core to any other
/// thread that can use it.
final class PoolThread implements AutoCloseable {
  /// How long an idle thread yields before it parks.
  private static final Duration SPIN_TIME = Duration.ofMillis(1);

  private final ThreadScratch scratch = new ThreadScratch();
  private final Thread thread;
  private volatile @Nullable Runnable task;
  private volatile boolean closed;

  /// @throws OutOfMemoryError when the machine has no thread left
  PoolThread(String name, ThreadFactory threadFactory) {
    thread = threadFactory.newThread(this::runTasks);
    thread.setName(name);
    thread.start();
  }

  /// Runs a task on this thread as soon as its last one has ended.
  ///
  /// @param next does not throw
  void submit(Runnable next) {
    task = next;
    LockSupport.unpark(thread);
  }

  /// Scratch memory, for this thread's tasks only.
  ThreadScratch scratch() {
    return scratch;
  }

  /// Ends the thread, which must be idle.
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    scratch.close();
  }

  private void runTasks() {
    while (true) {
      Runnable next = nextTask();
      if (next == null) {
        return;
      }
      task = null;
      next.run();
    }
  }

  @SuppressWarnings(
      "ThreadPriorityCheck") // correct whichever thread runs; yielding leaves the core
  private @Nullable Runnable nextTask() {
    long parkTime = System.nanoTime() + SPIN_TIME.toNanos();
    while (true) {
      Runnable next = task;
      if (next != null || closed) {
        return next;
      }
      if (System.nanoTime() - parkTime < 0) {
        Thread.yield();
      } else {
        LockSupport.park(this);
      }
    }
  }
}
