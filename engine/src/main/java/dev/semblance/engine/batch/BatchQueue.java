package dev.semblance.engine.batch;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.Priority;
import dev.semblance.SemblanceException;
import dev.semblance.Workload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// The bounded queue between callers and compute threads. *Safe for use by many threads.*
///
/// One lock guards three parts: [Admission] decides which inputs enter, [FairShare] which batch
/// runs next and on how many cores, [QueueStats] counts. This class adds the waiting and waking of
/// threads.
final class BatchQueue {
  private final ReentrantLock queueLock = new ReentrantLock();

  /// Signalled when a batch may be able to start: an input entered, or a core is free.
  private final Condition workAvailable = queueLock.newCondition();

  /// Signalled when no batch runs.
  private final Condition allCoresFree = queueLock.newCondition();

  @GuardedBy("queueLock")
  private final PriorityClasses waiting = PriorityClasses.empty();

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
      if (policy.isOneBatch(waiting.classOf(priority), inputs.size())) {
        return start(policy.oneBatch());
      }
      workAvailable.signal();
      return Optional.empty();
    } finally {
      queueLock.unlock();
    }
  }

  /// Waits for the next batch, interrupts or not; empty once the queue is closed and no input
  /// waits.
  Optional<BatchWork> take() {
    while (true) {
      List<ExpiredInputs> expired = List.of();
      queueLock.lock();
      try {
        expired = expiredInputs();
        if (removeAll(expired) == 0) {
          if (policy.canStart()) {
            return start(policy.next());
          }
          if (admission.isClosed() && waiting.isEmpty()) {
            return Optional.empty();
          }
          workAvailable.awaitUninterruptibly();
        }
      } finally {
        queueLock.unlock();
        expired.forEach(ExpiredInputs::fail);
      }
    }
  }

  /// Returns the cores of a batch that was computed.
  void release(BatchWork work) {
    queueLock.lock();
    try {
      policy.release(work);
      if (policy.allCoresFree()) {
        allCoresFree.signalAll();
      }
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
      stats.cancelled(removeAll(unwanted::contains).size());
    } finally {
      queueLock.unlock();
    }
  }

  /// Removes expired inputs and completes their futures exceptionally.
  void expire() {
    List<ExpiredInputs> expired = List.of();
    queueLock.lock();
    try {
      expired = expiredInputs();
      removeAll(expired);
    } finally {
      queueLock.unlock();
      expired.forEach(ExpiredInputs::fail);
    }
  }

  /// Removes all waiting inputs and completes their futures exceptionally.
  void failWaiting(Throwable reason) {
    List<WaitingInput<?>> failed;
    queueLock.lock();
    try {
      failed = removeAll(_ -> true);
    } finally {
      queueLock.unlock();
    }
    failed.forEach(input -> input.fail(reason));
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
        allCoresFree.await();
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

  /// Takes a batch out of its priority class. Allocates before that, so that a failure loses no
  /// inputs.
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
  private List<ExpiredInputs> expiredInputs() {
    return List.of(new ExpiredInputs(waiting.interactive()), new ExpiredInputs(waiting.bulk()));
  }

  /// Removes expired inputs from both priority classes.
  ///
  /// @return how many
  @GuardedBy("queueLock")
  private int removeAll(List<ExpiredInputs> expired) {
    int removed = 0;
    for (ExpiredInputs inputs : expired) {
      removed += inputs.remove();
    }
    if (removed > 0) {
      stats.expired(removed);
      admission.signalSpace();
    }
    return removed;
  }

  @GuardedBy("queueLock")
  private List<WaitingInput<?>> removeAll(Predicate<WaitingInput<?>> unwanted) {
    List<WaitingInput<?>> removed = new ArrayList<>();
    waiting.interactive().moveTo(removed, unwanted);
    waiting.bulk().moveTo(removed, unwanted);
    admission.signalSpace();
    return removed;
  }
}
