package dev.semblance.server.access;

import java.util.function.LongSupplier;

/// A bucket of tokens, one for each request or input: it fills at a steady rate and holds a
/// second's worth. *Safe for use by many threads.*
final class RateLimit {
  private static final double NANOS = 1e9;

  private final double perNano;
  private final double most;
  private final LongSupplier clock;
  private double tokens;
  private long filled;

  /// @param perSecond tokens, from 1
  /// @param clock nanoseconds
  RateLimit(int perSecond, LongSupplier clock) {
    this.perNano = perSecond / NANOS;
    this.most = perSecond;
    this.clock = clock;
    this.tokens = perSecond;
    this.filled = clock.getAsLong();
  }

  /// Whether there was a token, which is taken.
  boolean take() {
    return take(1) == 0;
  }

  /// Takes so many tokens as soon as there is one; the bucket owes those it does not have, and is
  /// empty until it has made up for them. So a request of any size is answered some time.
  ///
  /// @return nanoseconds until there will be a token, and none is taken; 0 where there was
  synchronized long take(int count) {
    long now = clock.getAsLong();
    tokens = Math.min(most, tokens + (now - filled) * perNano);
    filled = now;
    if (tokens < 1) {
      return (long) Math.ceil((1 - tokens) / perNano);
    }
    tokens -= count;
    return 0;
  }
}
