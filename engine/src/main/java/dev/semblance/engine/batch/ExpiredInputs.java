package dev.semblance.engine.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Inputs of one lane whose deadline has passed: removed under the queue's lock, failed after it is
/// released, so that no code of a waiting caller runs under the lock. *Confined to the thread that
/// opened it.*
final class ExpiredInputs {
  private final PriorityLane lane;
  private final List<WaitingInput<?>> inputs = new ArrayList<>();

  /// Nanoseconds the oldest of the remaining inputs has waited.
  private long laneAge;

  ExpiredInputs(PriorityLane lane) {
    this.lane = lane;
  }

  /// Removes the expired inputs from the lane; the caller holds the queue's lock.
  ///
  /// @return how many
  int remove() {
    long now = System.nanoTime();
    lane.moveTo(inputs, input -> input.isExpired(now));
    laneAge = lane.age(now);
    return inputs.size();
  }

  /// Completes the inputs' futures exceptionally (OVERLOADED); the caller does not hold the lock.
  void fail() {
    for (WaitingInput<?> input : inputs) {
      Throwable reason;
      try {
        reason =
            Admission.overloaded(
                "no batch was free within the deadline of %d ms; retry later or with a longer one"
                    .formatted(Duration.ofNanos(input.maxWaitNanos()).toMillis()),
                Math.max(laneAge, input.maxWaitNanos()));
      } catch (Error e) {
        reason = e; // no memory for the message: the callers get that instead
      }
      input.fail(reason);
    }
  }
}
