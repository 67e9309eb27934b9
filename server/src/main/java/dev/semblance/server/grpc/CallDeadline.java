package dev.semblance.server.grpc;

import dev.semblance.Priority;
import dev.semblance.Scheduling;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// Scheduling by the deadline of the call in the current context.
final class CallDeadline {
  private CallDeadline() {}

  /// Scheduling until gRPC's deadline; one that has passed becomes the shortest one.
  static Scheduling of(Priority priority) {
    Scheduling scheduling = Scheduling.INTERACTIVE.with(priority);
    Deadline deadline = Context.current().getDeadline();
    if (deadline == null) {
      return scheduling;
    }
    return scheduling.within(
        Duration.ofNanos(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS))));
  }
}
