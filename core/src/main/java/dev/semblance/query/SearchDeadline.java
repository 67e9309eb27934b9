package dev.semblance.query;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.time.Duration;

/// The time after which the hits of a search are of no use. Immutable.
///
/// @param atNanos by [System#nanoTime]
public record SearchDeadline(long atNanos) {
  /// Ten years from the start of the process.
  public static final SearchDeadline NONE =
      new SearchDeadline(System.nanoTime() + Duration.ofDays(3_650).toNanos());

  /// @param time from now
  public static SearchDeadline in(Duration time) {
    return new SearchDeadline(System.nanoTime() + time.toNanos());
  }

  public boolean isPast() {
    return System.nanoTime() - atNanos >= 0;
  }

  /// @throws SemblanceException OVERLOADED when it is past
  public void check() {
    if (isPast()) {
      throw exceeded();
    }
  }

  /// The exception for a search that it ended.
  public static SemblanceException exceeded() {
    return new SemblanceException(
        Fault.OVERLOADED,
        "the deadline passed before the search ended; set a longer one or send a shorter query");
  }
}
