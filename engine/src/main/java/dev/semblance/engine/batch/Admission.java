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
/// Each lane holds a limited number of inputs and tokens, so that neither priority takes the
/// other's space. Inputs enter all or none. What happens to inputs that do not fit is the caller's
/// choice, [WhenFull]; while they wait for space they count against their deadline.
final class Admission {
  /// Part of a lane that only small calls enter, so that a few large ones do not close it.
  private static final int KEPT = 8;

  /// A call is small if it is at most this part of the lane.
  private static final int SMALL = 64;

  private final PriorityLanes waiting;
  private final QueueLimits.Amount laneLimit;
  private final QueueStats stats;
  private final Condition spaceFreed;

  /// Inputs of callers that wait for space, not in a lane yet.
  private int outside;

  private boolean closed;

  /// @param waiting the lanes that inputs enter
  /// @param laneLimit what each lane holds at most
  /// @param stats counts inputs that expire before they enter
  /// @param spaceFreed of the queue's lock; signalled by [#signalSpace]
  Admission(
      PriorityLanes waiting, QueueLimits.Amount laneLimit, QueueStats stats, Condition spaceFreed) {
    this.waiting = waiting;
    this.laneLimit = laneLimit;
    this.stats = stats;
    this.spaceFreed = spaceFreed;
  }

  /// Adds inputs to a lane, all or none; waits for space if `whenFull` allows it.
  ///
  /// @param inputs of one deadline, not empty
  /// @throws SemblanceException OVERLOADED when the lane is full; CANCELLED once closed
  void enter(List<? extends WaitingInput<?>> inputs, Priority priority, WhenFull whenFull)
      throws InterruptedException {
    PriorityLane lane = waiting.lane(priority);
    if (!closed && !fits(inputs, lane)) {
      requireMayWait(inputs, lane, whenFull);
      awaitSpace(inputs, lane);
    }
    requireOpen();
    lane.add(inputs);
  }

  /// Wakes the callers that wait for space, because inputs left a lane.
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

  /// An empty lane takes anything, or an input longer than the limit could never enter.
  private boolean fits(List<? extends WaitingInput<?>> inputs, PriorityLane lane) {
    long tokens = PriorityLane.tokens(inputs);
    boolean keeps = laneLimit.inputs() >= SMALL && laneLimit.tokens() >= SMALL;
    boolean small =
        !keeps
            || (inputs.size() <= laneLimit.inputs() / SMALL
                && tokens <= laneLimit.tokens() / SMALL);
    int keptInputs = small ? 0 : laneLimit.inputs() / KEPT;
    int keptTokens = small ? 0 : laneLimit.tokens() / KEPT;
    return lane.isEmpty()
        || (lane.size() + inputs.size() <= laneLimit.inputs() - keptInputs
            && lane.tokens() + tokens <= laneLimit.tokens() - keptTokens);
  }

  private void requireMayWait(
      List<? extends WaitingInput<?>> inputs, PriorityLane lane, WhenFull whenFull) {
    switch (whenFull) {
      case REFUSE ->
          throw overloaded(
              "%d inputs wait, the limit of each priority is %d inputs and %d tokens; retry later"
                  .formatted(waiting.size(), laneLimit.inputs(), laneLimit.tokens()),
              lane);
      case WAIT_IF_FEW -> {
        if (outside > 0 && outside + inputs.size() > laneLimit.inputs()) {
          throw overloaded(
              "%d inputs wait and %d more wait for space, the limit is %d; retry later"
                  .formatted(waiting.size(), outside, laneLimit.inputs()),
              lane);
        }
      }
      case WAIT -> {}
    }
  }

  private void awaitSpace(List<? extends WaitingInput<?>> inputs, PriorityLane lane)
      throws InterruptedException {
    outside += inputs.size();
    try {
      while (!closed && !fits(inputs, lane)) {
        long remaining = inputs.getFirst().remaining();
        if (remaining <= 0 || spaceFreed.awaitNanos(remaining) <= 0) {
          stats.expired(inputs.size());
          throw overloaded(
              "%d inputs wait, and no space became free before the deadline; retry later"
                  .formatted(waiting.size()),
              lane);
        }
      }
    } finally {
      outside -= inputs.size();
    }
  }

  /// The time to retry after is the age of the lane's oldest input: about what the lane takes from
  /// its end to its head.
  private static SemblanceException overloaded(String reason, PriorityLane lane) {
    return overloaded(reason, lane.age(System.nanoTime()));
  }

  /// @param retryAfter nanoseconds
  static SemblanceException overloaded(String reason, long retryAfter) {
    return SemblanceException.overloaded(
        "Model is overloaded: " + reason, Duration.ofNanos(retryAfter));
  }
}
