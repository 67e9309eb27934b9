package dev.semblance.engine.encoder.nativ;

import dev.semblance.engine.encoder.nativ.onednn.OneDnn;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The threads and workers of an encoder. *Safe for use by many threads*, which never share a
/// worker: each call borrows as many as it was given cores, and its own thread is the first of
/// them.
final class Crew implements AutoCloseable {
  /// How often whoever is done first looks for the others before it sleeps: their last rows take
  /// less than waking it.
  private static final int LOOKS = 8_000;

  /// For the threads of callers. Whoever has worked last has most of it in its caches yet.
  private final ConcurrentLinkedDeque<Worker> workers = new ConcurrentLinkedDeque<>();

  /// Those that have nothing to do, the last that had first.
  private final ConcurrentLinkedDeque<Hand> hands = new ConcurrentLinkedDeque<>();

  private final AtomicInteger hired = new AtomicInteger();

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
      others.add(begin(duty, i));
    }
    @Nullable RuntimeException failure = null;
    if (stay) {
      try {
        performFirst(duty);
      } catch (RuntimeException e) {
        failure = e;
      }
      lookFor(others);
    }
    for (Future<?> other : others) {
      failure = joined(other, failure);
    }
    if (failure != null) {
      throw failure;
    }
  }

  /// Has a hand perform a duty. It is idle again before anybody can know that it is done, so that
  /// no next duty hires another.
  private Future<?> begin(Duty duty, int member) {
    Hand known = hands.pollFirst();
    Hand hand = known == null ? new Hand("semblance-encoder-" + hired.getAndIncrement()) : known;
    var task =
        new FutureTask<Void>(
            () -> {
              try {
                perform(duty, hand.worker(), member);
              } finally {
                hands.addFirst(hand);
              }
            },
            null);
    hand.give(task);
    return task;
  }

  private static void lookFor(List<Future<?>> others) {
    int looks = 0;
    for (Future<?> other : others) {
      for (; looks < LOOKS && !other.isDone(); looks++) {
        Thread.onSpinWait();
      }
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

  /// Performs the first member's part on the caller's thread.
  private void performFirst(Duty duty) {
    Worker known = workers.pollFirst();
    Worker worker = known == null ? new Worker() : known;
    try {
      perform(duty, worker, 0);
    } finally {
      workers.addFirst(worker);
    }
  }

  private static void perform(Duty duty, Worker worker, int member) {
    OneDnn.instance().stayOnThisThread();
    duty.perform(worker, member);
  }

  /// Lets threads and memory go. Nobody may be at work.
  @Override
  public void close() {
    hands.forEach(Hand::close);
    workers.forEach(Worker::close);
  }
}
