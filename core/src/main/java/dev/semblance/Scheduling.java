package dev.semblance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Who waits for an answer, and how long it is worth waiting for. Immutable.
///
/// @param priority who waits
/// @param deadline counted from the call, above 0: inputs that no batch has taken by then are
///   dropped and the request is refused (OVERLOADED); null leaves it to whoever computes
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
