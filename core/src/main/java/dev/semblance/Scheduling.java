package dev.semblance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Priority and deadline of a request. Immutable.
///
/// @param priority in the model's queue
/// @param deadline counted from the call, above 0: inputs still queued by then are dropped and the
///   request is refused (OVERLOADED); null applies the engine's default
public record Scheduling(Priority priority, @Nullable Duration deadline) {
  public static final Scheduling INTERACTIVE = new Scheduling(Priority.INTERACTIVE, null);
  public static final Scheduling BULK = new Scheduling(Priority.BULK, null);

  public Scheduling {
    if (deadline != null && !deadline.isPositive()) {
      throw new SemblanceException(Fault.INVALID, "a deadline must be above 0, is " + deadline);
    }
  }

  public Scheduling with(Priority changed) {
    return new Scheduling(changed, deadline);
  }

  public Scheduling within(@Nullable Duration changed) {
    return new Scheduling(priority, changed);
  }
}
