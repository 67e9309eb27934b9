package dev.semblance.engine.hub;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/// Waiting times before a request is tried again.
///
/// @param tries attempts for one request, from 1
/// @param first the first wait; doubled each time
record Backoff(int tries, Duration first) {
  static final Backoff STANDARD = new Backoff(5, Duration.ofSeconds(1));

  private static final Set<Integer> RETRYABLE = Set.of(408, 429, 500, 502, 503, 504);
  private static final long LONGEST_SECONDS = 60;

  /// Whether the same request may succeed later.
  static boolean isRetryable(HttpResponse<?> response) {
    return RETRYABLE.contains(response.statusCode());
  }

  /// @param tried attempts so far, from 1
  Duration wait(int tried) {
    return first.multipliedBy(1L << Math.min(tried - 1, 10));
  }

  /// The server's `Retry-After` in seconds, limited; else as without one.
  Duration wait(HttpResponse<?> response, int tried) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Math.min(LONGEST_SECONDS, Long.parseLong(text))))
        .orElseGet(() -> wait(tried));
  }
}
