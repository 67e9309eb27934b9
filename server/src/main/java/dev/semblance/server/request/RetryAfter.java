package dev.semblance.server.request;

import dev.semblance.SemblanceException;
import java.time.Duration;

/// Time after which a client that was refused for lack of capacity should retry.
public final class RetryAfter {
  private static final int LONGEST = 60;

  private RetryAfter() {}

  /// Whole seconds, from 1 to 60: the current wait of the queue, where it is known.
  public static int seconds(SemblanceException overloaded) {
    Duration known = overloaded.retryAfter();
    return known == null ? 1 : Math.clamp(known.plusMillis(999).toSeconds(), 1, LONGEST);
  }
}
