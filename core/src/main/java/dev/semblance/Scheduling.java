package dev.semblance;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Priority and deadline of a request, and for whom it is computed. Immutable.
///
/// @param priority in the model's queue
/// @param deadline counted from the call, above 0: inputs still queued by then are dropped and the
///   request is refused (OVERLOADED); null applies the engine's default
/// @param requester for whom it is computed
public record Scheduling(Priority priority, @Nullable Duration deadline, Requester requester) {
  public static final Scheduling INTERACTIVE = new Scheduling(Priority.INTERACTIVE, null);
  public static final Scheduling BULK = new Scheduling(Priority.BULK, null);

  /// For no one in particular.
  public Scheduling(Priority priority, @Nullable Duration deadline) {
    this(priority, deadline, Requester.UNNAMED);
  }

  public Scheduling {
    if (deadline != null && !deadline.isPositive()) {
      throw new SemblanceException(Fault.INVALID, "a deadline must be above 0, is " + deadline);
    }
  }

  public Scheduling with(Priority changed) {
    return new Scheduling(changed, deadline, requester);
  }

  public Scheduling within(@Nullable Duration changed) {
    return new Scheduling(priority, changed, requester);
  }

  public Scheduling with(Requester changed) {
    return new Scheduling(priority, deadline, changed);
  }
}
