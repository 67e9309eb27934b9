package dev.semblance.server.access;

import java.util.function.LongSupplier;

/// A bucket of tokens, one for each request: it fills at a steady rate and holds a second's worth.
/// *Safe for use by many threads.*
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
  synchronized boolean take() {
    long now = clock.getAsLong();
    tokens = Math.min(most, tokens + (now - filled) * perNano);
    filled = now;
    if (tokens < 1) {
      return false;
    }
    tokens--;
    return true;
  }
}
