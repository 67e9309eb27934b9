package dev.semblance.server.request;

import dev.semblance.Priority;
import dev.semblance.Scheduling;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// When a request arrived, and which priority and deadline its headers set. Immutable.
///
/// @param priority null where the headers set none
/// @param deadline counted from `arrivedNanos`; null where the headers set none
/// @param arrivedNanos [System#nanoTime]
public record RequestTiming(
    @Nullable Priority priority, @Nullable Duration deadline, long arrivedNanos) {
  /// Nothing set by headers.
  public static RequestTiming now() {
    return new RequestTiming(null, null, System.nanoTime());
  }

  /// The same headers, for a further request of the same stream, which arrives now.
  RequestTiming restarted() {
    return new RequestTiming(priority, deadline, System.nanoTime());
  }

  /// Whether the deadline of the headers has passed.
  boolean isExpired() {
    Duration left = left();
    return left != null && !left.isPositive();
  }

  /// Scheduling of a model call: the headers' priority takes the place of the one given, and of two
  /// deadlines the nearer holds.
  ///
  /// @param given scheduling in the request's message
  public Scheduling scheduling(Scheduling given) {
    Scheduling scheduling = priority == null ? given : given.with(priority);
    Duration left = left();
    if (left == null) {
      return scheduling;
    }
    Duration other = given.deadline();
    Duration nearer = other == null || left.compareTo(other) < 0 ? left : other;
    // A deadline that has passed becomes the shortest one: the batch queue then drops the input.
    return scheduling.within(nearer.isPositive() ? nearer : Duration.ofNanos(1));
  }

  /// What is left of the headers' deadline, below 0 when it has passed; null where they set none.
  public @Nullable Duration left() {
    return deadline == null ? null : deadline.minusNanos(System.nanoTime() - arrivedNanos);
  }
}
