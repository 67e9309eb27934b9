package dev.semblance.server.access;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.LongSupplier;

/// Token bucket, with a token for each request or input: it is filled at a constant rate and holds
/// one second's tokens. *Safe for use by many threads.*
final class RateLimit {
  private static final double NANOS = 1e9;

  private final double perNano;
  private final double capacity;
  private final LongSupplier clock;

  @GuardedBy("this")
  private double tokens;

  @GuardedBy("this")
  private long filled;

  /// @param perSecond tokens, from 1
  /// @param clock nanoseconds
  RateLimit(int perSecond, LongSupplier clock) {
    this.perNano = perSecond / NANOS;
    this.capacity = perSecond;
    this.clock = clock;
    this.tokens = perSecond;
    this.filled = clock.getAsLong();
  }

  /// Takes a token; answers whether there was one.
  boolean take() {
    return take(1) == 0;
  }

  /// Takes tokens where there is at least one. The bucket may become negative, and is empty until
  /// it is refilled: so a request of any size is served eventually.
  ///
  /// @return 0 where they were taken; else the nanoseconds until there is a token
  synchronized long take(int count) {
    long now = clock.getAsLong();
    tokens = Math.min(capacity, tokens + (now - filled) * perNano);
    filled = now;
    if (tokens < 1) {
      return (long) Math.ceil((1 - tokens) / perNano);
    }
    tokens -= count;
    return 0;
  }
}
