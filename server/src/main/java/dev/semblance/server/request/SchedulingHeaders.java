package dev.semblance.server.request;

import dev.semblance.Fault;
import dev.semblance.Priority;
import dev.semblance.SemblanceException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Names and values of the headers that schedule a request; gRPC's metadata have the same keys.
public final class SchedulingHeaders {
  /// `interactive` or `bulk`.
  public static final String PRIORITY = "x-semblance-priority";

  /// Milliseconds from the request's arrival until an answer is of no use: 1 … 86,400,000.
  public static final String DEADLINE = "x-semblance-deadline-ms";

  private static final int MAX_DEADLINE_MILLIS = 86_400_000;

  private SchedulingHeaders() {}

  /// Timing of a request that arrives now.
  ///
  /// @param priority value of [#PRIORITY], or null
  /// @param deadline value of [#DEADLINE], or null
  /// @throws SemblanceException INVALID when either has another value
  public static RequestTiming parse(@Nullable String priority, @Nullable String deadline) {
    return new RequestTiming(
        priority == null ? null : priority(priority),
        deadline == null ? null : Duration.ofMillis(millis(deadline)),
        System.nanoTime());
  }

  private static Priority priority(String priority) {
    return switch (priority) {
      case "interactive" -> Priority.INTERACTIVE;
      case "bulk" -> Priority.BULK;
      default ->
          throw new SemblanceException(
              Fault.INVALID,
              "`%s` must be `interactive` or `bulk`, is `%s`".formatted(PRIORITY, priority));
    };
  }

  private static int millis(String deadline) {
    boolean digits = deadline.matches("[0-9]{1,8}");
    int millis = digits ? Integer.parseInt(deadline) : 0;
    if (millis < 1 || millis > MAX_DEADLINE_MILLIS) {
      throw new SemblanceException(
          Fault.INVALID,
          "`%s` must be a whole number from 1 to %d, is `%s`"
              .formatted(DEADLINE, MAX_DEADLINE_MILLIS, deadline));
    }
    return millis;
  }
}
