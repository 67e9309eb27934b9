package dev.semblance.engine.batch;

import dev.semblance.Fault;
import dev.semblance.Priority;
import dev.semblance.SemblanceException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;

/// Decides which inputs enter the queue, and when. *One thread at a time*: [BatchQueue] calls it
/// under its lock, which [#enter] releases while it waits for space.
///
/// Each priority class holds a limited number of inputs and tokens, so that neither priority takes
/// the other's space. Inputs enter all or none. What happens to inputs that do not fit is the
/// caller's choice, [WhenFull]; while they wait for space they count against their deadline.
final class Admission {
  /// Part of a priority class that only small calls enter, so that a few large ones do not close
  /// it.
  private static final int KEPT = 8;

  /// A call is small if it is at most this part of its class.
  private static final int SMALL = 64;

  private final PriorityClasses waiting;
  private final QueueLimits.Amount classLimit;
  private final QueueStats stats;
  private final Condition spaceFreed;

  /// Inputs of callers that wait for space, not in a priority class yet.
  private int outside;

  private boolean closed;

  /// @param waiting the priority classes that inputs enter
  /// @param classLimit what each class holds at most
  /// @param stats counts inputs that expire before they enter
  /// @param spaceFreed of the queue's lock; signalled by [#signalSpace]
  Admission(
      PriorityClasses waiting,
      QueueLimits.Amount classLimit,
      QueueStats stats,
      Condition spaceFreed) {
    this.waiting = waiting;
    this.classLimit = classLimit;
    this.stats = stats;
    this.spaceFreed = spaceFreed;
  }

  /// Adds inputs to a priority class, all or none; waits for space if `whenFull` allows it.
  ///
  /// @param inputs of one deadline, not empty
  /// @throws SemblanceException OVERLOADED when the class is full; CANCELLED once closed
  void enter(List<? extends WaitingInput<?>> inputs, Priority priority, WhenFull whenFull)
      throws InterruptedException {
    PriorityClass priorityClass = waiting.classOf(priority);
    if (!closed && !fits(inputs, priorityClass)) {
      requireMayWait(inputs, priorityClass, whenFull);
      awaitSpace(inputs, priorityClass);
    }
    requireOpen();
    priorityClass.add(inputs);
  }

  /// Wakes the callers that wait for space, because inputs left a priority class.
  void signalSpace() {
    spaceFreed.signalAll();
  }

  /// Admits no more inputs.
  void close() {
    closed = true;
    spaceFreed.signalAll();
  }

  boolean isClosed() {
    return closed;
  }

  /// @throws SemblanceException CANCELLED once closed
  void requireOpen() {
    if (closed) {
      throw new SemblanceException(Fault.CANCELLED, "the model is being closed");
    }
  }

  /// An empty class takes anything, or an input longer than the limit could never enter.
  private boolean fits(List<? extends WaitingInput<?>> inputs, PriorityClass priorityClass) {
    long tokens = PriorityClass.tokens(inputs);
    boolean keeps = classLimit.inputs() >= SMALL && classLimit.tokens() >= SMALL;
    boolean small =
        !keeps
            || (inputs.size() <= classLimit.inputs() / SMALL
                && tokens <= classLimit.tokens() / SMALL);
    int keptInputs = small ? 0 : classLimit.inputs() / KEPT;
    int keptTokens = small ? 0 : classLimit.tokens() / KEPT;
    return priorityClass.isEmpty()
        || (priorityClass.size() + inputs.size() <= classLimit.inputs() - keptInputs
            && priorityClass.tokens() + tokens <= classLimit.tokens() - keptTokens);
  }

  private void requireMayWait(
      List<? extends WaitingInput<?>> inputs, PriorityClass priorityClass, WhenFull whenFull) {
    switch (whenFull) {
      case REFUSE ->
          throw overloaded(
              "%d inputs wait, the limit of each priority is %d inputs and %d tokens; retry later"
                  .formatted(waiting.size(), classLimit.inputs(), classLimit.tokens()),
              priorityClass);
      case WAIT_IF_FEW -> {
        if (outside > 0 && outside + inputs.size() > classLimit.inputs()) {
          throw overloaded(
              "%d inputs wait and %d more wait for space, the limit is %d; retry later"
                  .formatted(waiting.size(), outside, classLimit.inputs()),
              priorityClass);
        }
      }
      case WAIT -> {}
    }
  }

  private void awaitSpace(List<? extends WaitingInput<?>> inputs, PriorityClass priorityClass)
      throws InterruptedException {
    outside += inputs.size();
    try {
      while (!closed && !fits(inputs, priorityClass)) {
        long remaining = inputs.getFirst().remaining();
        if (remaining <= 0 || spaceFreed.awaitNanos(remaining) <= 0) {
          stats.expired(inputs.size());
          throw overloaded(
              "%d inputs wait, and no space became free before the deadline; retry later"
                  .formatted(waiting.size()),
              priorityClass);
        }
      }
    } finally {
      outside -= inputs.size();
    }
  }

  /// The time to retry after is the age of the oldest input of the class: about what an input waits
  /// from its end to its head.
  private static SemblanceException overloaded(String reason, PriorityClass priorityClass) {
    return overloaded(reason, priorityClass.age(System.nanoTime()));
  }

  /// @param retryAfter nanoseconds
  static SemblanceException overloaded(String reason, long retryAfter) {
    return SemblanceException.overloaded(
        "Model is overloaded: " + reason, Duration.ofNanos(retryAfter));
  }
}
