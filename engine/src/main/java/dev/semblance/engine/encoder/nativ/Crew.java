package dev.semblance.engine.encoder.nativ;

import dev.semblance.engine.encoder.nativ.onednn.OneDnn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// The threads and workers of an encoder. *Safe for use by many threads*, which never share a
/// worker: each call borrows as many as it was given cores, and its own thread is the first of
/// them.
final class Crew implements AutoCloseable {
  private final ConcurrentLinkedQueue<Worker> idle = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          Thread.ofPlatform().daemon().name("semblance-encoder-", 0).factory());

  /// What a member of a crew does.
  interface Duty {
    /// @param member from 0
    void perform(Worker worker, int member);
  }

  /// Has `members` workers perform a duty at the same time, and waits for all of them.
  ///
  /// @throws RuntimeException the first failure, after every member has ended
  void perform(int members, Duty duty) {
    List<Future<?>> others = new ArrayList<>();
    boolean stay = !Thread.currentThread().isVirtual();
    for (int i = stay ? 1 : 0; i < members; i++) {
      int member = i;
      others.add(threads.submit(() -> performOne(duty, member)));
    }
    @Nullable RuntimeException failure = null;
    if (stay) {
      try {
        performOne(duty, 0);
      } catch (RuntimeException e) {
        failure = e;
      }
    }
    for (Future<?> other : others) {
      failure = joined(other, failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  private static @Nullable RuntimeException joined(
      Future<?> other, @Nullable RuntimeException failure) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          other.get();
          return failure;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      if (failure == null && e.getCause() instanceof RuntimeException cause) {
        return cause;
      }
      return failure == null ? new IllegalStateException(e.getCause()) : failure;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private void performOne(Duty duty, int member) {
    OneDnn.instance().stayOnThisThread();
    Worker borrowed = idle.poll();
    Worker worker = borrowed == null ? new Worker() : borrowed;
    try {
      duty.perform(worker, member);
    } finally {
      idle.add(worker);
    }
  }

  @Override
  public void close() {
    threads.shutdown();
    for (Worker worker = idle.poll(); worker != null; worker = idle.poll()) {
      worker.close();
    }
  }
}
