package dev.semblance.engine.batch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.Priority;
import dev.semblance.SemblanceException;
import dev.semblance.Workload;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// The bounded queue between callers and compute threads. *Safe for use by many threads.*
///
/// One lock guards three parts: [Admission] decides which inputs enter, [FairShare] which batch
/// runs next and on how many cores, [QueueStats] counts. This class adds the waiting and waking of
/// threads.
final class BatchQueue {
  private final ReentrantLock queueLock = new ReentrantLock();

  /// Signalled when a batch may be able to start: an input entered, or a core is free.
  private final Condition workAvailable = queueLock.newCondition();

  @GuardedBy("queueLock")
  private final PriorityLanes waiting = PriorityLanes.empty();

  @GuardedBy("queueLock")
  private final Admission admission;

  @GuardedBy("queueLock")
  private final FairShare policy;

  @GuardedBy("queueLock")
  private final QueueStats stats;

  /// @param cores that batches may use
  /// @param concurrentBatches how many batches are worth computing side by side, 1 … cores
  /// @param pads whether the encoder computes every input at the length of the longest
  BatchQueue(QueueLimits limits, int cores, int concurrentBatches, boolean pads) {
    var planner = new BatchPlanner(limits.batch().inputs(), pads);
    this.stats = new QueueStats(pads);
    this.admission = new Admission(waiting, limits.waiting(), stats, queueLock.newCondition());
    this.policy = new FairShare(waiting, limits.batch(), planner, cores, concurrentBatches);
  }

  /// Adds inputs to the queue, all or none.
  ///
  /// @param inputs of one deadline, not empty
  /// @throws SemblanceException OVERLOADED, CANCELLED
  void put(List<? extends WaitingInput<?>> inputs, Priority priority, WhenFull whenFull)
      throws InterruptedException {
    queueLock.lockInterruptibly();
    try {
      admission.enter(inputs, priority, whenFull);
      workAvailable.signal();
    } finally {
      queueLock.unlock();
    }
  }

  /// As [#put]; but inputs that are one batch on all cores at once are returned to the caller, who
  /// computes them: waking another thread takes a good part of a short input's time.
  Optional<BatchWork> putOrTake(
      List<? extends WaitingInput<?>> inputs, Priority priority, WhenFull whenFull)
      throws InterruptedException {
    queueLock.lockInterruptibly();
    try {
      admission.enter(inputs, priority, whenFull);
      if (policy.isOneBatch(waiting.lane(priority), inputs.size())) {
        return start(policy.oneBatch());
      }
      workAvailable.signal();
      return Optional.empty();
    } finally {
      queueLock.unlock();
    }
  }

  /// Waits for the next batch; empty once the queue is closed and no input waits.
  Optional<BatchWork> take() throws InterruptedException {
    queueLock.lockInterruptibly();
    try {
      while (true) {
        dropExpired();
        if (policy.canStart()) {
          return start(policy.next());
        }
        if (admission.isClosed() && waiting.isEmpty()) {
          return Optional.empty();
        }
        workAvailable.await();
      }
    } finally {
      queueLock.unlock();
    }
  }

  /// Returns the cores of a batch that was computed.
  void release(BatchWork work) {
    queueLock.lock();
    try {
      policy.release(work);
      if (admission.isClosed()) {
        workAvailable.signalAll(); // so that each compute thread sees that the queue has ended
      } else {
        workAvailable.signal();
      }
    } finally {
      queueLock.unlock();
    }
  }

  /// Removes inputs whose caller no longer waits for them; those in a batch already are computed.
  void withdraw(List<? extends WaitingInput<?>> inputs) {
    Set<WaitingInput<?>> unwanted = Collections.newSetFromMap(new IdentityHashMap<>());
    unwanted.addAll(inputs);
    queueLock.lock();
    try {
      int removed =
          waiting.interactive().remove(unwanted::contains).size()
              + waiting.bulk().remove(unwanted::contains).size();
      stats.cancelled(removed);
      admission.signalSpace();
    } finally {
      queueLock.unlock();
    }
  }

  /// Removes expired inputs and completes their futures exceptionally.
  void expire() {
    queueLock.lock();
    try {
      dropExpired();
    } finally {
      queueLock.unlock();
    }
  }

  /// Admits no more inputs; those that wait are still computed.
  void close() {
    queueLock.lock();
    try {
      admission.close();
      workAvailable.signalAll();
    } finally {
      queueLock.unlock();
    }
  }

  /// Waits until no batch runs.
  void awaitReleased() throws InterruptedException {
    queueLock.lockInterruptibly();
    try {
      while (!policy.allCoresFree()) {
        workAvailable.await();
      }
    } finally {
      queueLock.unlock();
    }
  }

  /// What waits and what was computed.
  Workload workload() {
    queueLock.lock();
    try {
      return stats.workload(waiting);
    } finally {
      queueLock.unlock();
    }
  }

  /// @throws SemblanceException CANCELLED once closed
  void requireOpen() {
    queueLock.lock();
    try {
      admission.requireOpen();
    } finally {
      queueLock.unlock();
    }
  }

  /// Takes a batch out of its lane. Allocates before that, so that a failure loses no inputs.
  @GuardedBy("queueLock")
  private Optional<BatchWork> start(FairShare.NextBatch next) {
    Optional<BatchWork> work = Optional.of(next.work());
    policy.start(next);
    stats.started(next.work().inputs());
    admission.signalSpace();
    if (policy.canStart()) {
      workAvailable.signal();
    }
    return work;
  }

  @GuardedBy("queueLock")
  private void dropExpired() {
    long now = System.nanoTime();
    for (PriorityLane lane : List.of(waiting.interactive(), waiting.bulk())) {
      List<WaitingInput<?>> expired = lane.remove(input -> input.late(now));
      if (!expired.isEmpty()) {
        stats.expired(expired.size());
        admission.signalSpace();
        for (WaitingInput<?> input : expired) {
          input.fail(
              Admission.overloaded(
                  "no batch was free for it in "
                      + Duration.ofNanos(input.patience()).toMillis()
                      + " ms",
                  Math.max(lane.age(System.nanoTime()), input.patience())));
        }
      }
    }
  }
}
