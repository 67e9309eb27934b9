package dev.semblance.server.request;

import dev.semblance.SemblanceException;
import java.time.Duration;

/// When a client that was refused for want of capacity shall come again.
public final class RetryAfter {
  private static final int LONGEST = 60;

  private RetryAfter() {}

  /// Whole seconds, from 1 to 60: as long as the line takes now, where that is known.
  public static int seconds(SemblanceException overloaded) {
    Duration known = overloaded.retryAfter();
    return known == null ? 1 : Math.clamp(known.plusMillis(999).toSeconds(), 1, LONGEST);
  }
}
