package dev.semblance.engine.encoder.transformer;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// A thread of a crew, and its scratch memory. *Used by one thread at a time*, beside its own.
///
/// To wake a thread that sleeps takes as long as a layer of a short text, and work seldom comes
/// alone: who has asked once asks again as soon as he is answered. So a hand that has nothing to do
/// stays awake for a moment, and leaves its core to whoever else has something to do there.
final class PoolThread implements AutoCloseable {
  private static final Duration SPIN_TIME = Duration.ofMillis(1);

  private final ThreadScratch scratch = new ThreadScratch();
  private final Thread thread;
  private volatile @Nullable Runnable task;
  private volatile boolean closed;

  /// @throws OutOfMemoryError where the machine has no thread left
  PoolThread(String name, ThreadFactory threads) {
    thread = threads.newThread(this::runTasks);
    thread.setName(name);
    thread.start();
  }

  /// Has the thread run a task, which does not throw, as soon as it has ended its last.
  void submit(Runnable next) {
    task = next;
    LockSupport.unpark(thread);
  }

  /// For its tasks alone.
  ThreadScratch scratch() {
    return scratch;
  }

  /// Ends the thread. It may have no task.
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

  @SuppressWarnings("ThreadPriorityCheck") // it is right whoever runs next, and kinder if others do
  private @Nullable Runnable nextTask() {
    long asleep = System.nanoTime() + SPIN_TIME.toNanos();
    while (true) {
      Runnable next = task;
      if (next != null || closed) {
        return next;
      }
      if (System.nanoTime() - asleep < 0) {
        Thread.yield();
      } else {
        LockSupport.park(this);
      }
    }
  }
}
