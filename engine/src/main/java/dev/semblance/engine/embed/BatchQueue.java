package dev.semblance.engine.embed;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.Urgency;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The bounded queue between callers and compute threads: hands out batches, and with each the
/// cores it may use. *Safe for use by many threads.*
///
/// One batch gets every free core when nothing else waits (latency), and one core when more work
/// stands behind it (throughput), so cores are never shared out twice.
final class BatchQueue {
  /// A batch and the cores it may use; both go back through [#release].
  record Work(List<WaitingInput<?>> inputs, int cores) {}

  private final QueueLimits limits;
  private final BatchPlanner planner;
  private final Map<Urgency, List<WaitingInput<?>>> waiting = new EnumMap<>(Urgency.class);
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Condition room = lock.newCondition();
  private int freeCores;
  private boolean closed;

  BatchQueue(QueueLimits limits, int cores) {
    this.limits = limits;
    this.planner = new BatchPlanner(limits);
    this.freeCores = cores;
    for (Urgency urgency : Urgency.values()) {
      waiting.put(urgency, new ArrayList<>());
    }
  }

  /// Puts inputs in line, all or none.
  ///
  /// @param urgency which line
  /// @param admission what happens without room: interactive inputs are refused, bulk ones wait
  /// @param inputs no more than the queue's bound
  /// @throws SemblanceException OVERLOADED
  void put(List<? extends WaitingInput<?>> inputs, Urgency urgency, Urgency admission)
      throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && size() + inputs.size() > limits.waiting()) {
        if (admission == Urgency.INTERACTIVE) {
          throw new SemblanceException(
              Fault.OVERLOADED, "Model is overloaded: " + size() + " inputs are waiting");
        }
        room.await();
      }
      requireOpen();
      line(urgency).addAll(inputs);
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /// The next batch, when there is one and a core is free; empty once the queue is closed and
  /// drained.
  Optional<Work> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (true) {
        while (freeCores == 0 || size() == 0) {
          if (closed && size() == 0) {
            return Optional.empty();
          }
          work.await();
        }
        List<WaitingInput<?>> batch = planner.take(next());
        room.signalAll();
        if (!batch.isEmpty()) {
          int cores = size() == 0 ? freeCores : 1;
          freeCores -= cores;
          if (freeCores > 0 && size() > 0) {
            work.signal();
          }
          return Optional.of(new Work(batch, cores));
        }
      }
    } finally {
      lock.unlock();
    }
  }

  /// Gives a batch's cores back.
  void release(Work done) {
    lock.lock();
    try {
      freeCores += done.cores();
      work.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Takes no more inputs; what waits is still handed out.
  void close() {
    lock.lock();
    try {
      closed = true;
      work.signalAll();
      room.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// How many inputs wait.
  int waiting() {
    lock.lock();
    try {
      return size();
    } finally {
      lock.unlock();
    }
  }

  private List<WaitingInput<?>> next() {
    List<WaitingInput<?>> interactive = line(Urgency.INTERACTIVE);
    return interactive.isEmpty() ? line(Urgency.BULK) : interactive;
  }

  private List<WaitingInput<?>> line(Urgency urgency) {
    return waiting.computeIfAbsent(urgency, _ -> new ArrayList<>());
  }

  private int size() {
    return line(Urgency.INTERACTIVE).size() + line(Urgency.BULK).size();
  }

  private void requireOpen() {
    if (closed) {
      throw new SemblanceException(Fault.CANCELLED, "the model is being closed");
    }
  }
}
