package dev.semblance.server.grpc;

import dev.semblance.Priority;
import dev.semblance.Scheduling;
import io.grpc.Context;
import io.grpc.Deadline;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How long an answer to the call that runs in the current context is worth waiting for.
final class CallDeadline {
  private CallDeadline() {}

  /// Until the deadline that the client gave; one that has passed is as good as now.
  static Scheduling of(Priority urgency) {
    Scheduling patience = Scheduling.INTERACTIVE.with(urgency);
    Deadline deadline = Context.current().getDeadline();
    if (deadline == null) {
      return patience;
    }
    return patience.within(
        Duration.ofNanos(Math.max(1, deadline.timeRemaining(TimeUnit.NANOSECONDS))));
  }
}
