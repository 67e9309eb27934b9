package dev.semblance.engine.batch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Inputs of one priority class whose deadline has passed: removed under the queue's lock, failed
/// after it is released, so that no code of a waiting caller runs under the lock. *Confined to the
/// thread that opened it.*
final class ExpiredInputs {
  private final PriorityClass priorityClass;
  private final List<WaitingInput<?>> inputs = new ArrayList<>();

  /// Nanoseconds the oldest of the remaining inputs has waited.
  private long classAge;

  ExpiredInputs(PriorityClass priorityClass) {
    this.priorityClass = priorityClass;
  }

  /// Removes the expired inputs from their class; the caller holds the queue's lock.
  ///
  /// @return how many
  int remove() {
    long now = System.nanoTime();
    priorityClass.moveTo(inputs, input -> input.isExpired(now));
    classAge = priorityClass.age(now);
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
                Math.max(classAge, input.maxWaitNanos()));
      } catch (Error e) {
        reason = e; // no memory for the message: the callers get that instead
      }
      input.fail(reason);
    }
  }
}
