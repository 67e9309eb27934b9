package dev.semblance.engine.hub;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;

/// How long to wait before a request is tried again.
///
/// @param tries of one request, from 1
/// @param first the first wait; each is twice as long as the one before
record Backoff(int tries, Duration first) {
  static final Backoff STANDARD = new Backoff(5, Duration.ofSeconds(1));

  private static final Set<Integer> RETRYABLE = Set.of(408, 429, 500, 502, 503, 504);
  private static final long LONGEST_SECONDS = 60;

  /// Whether the same request may be answered better later.
  static boolean isRetryable(HttpResponse<?> response) {
    return RETRYABLE.contains(response.statusCode());
  }

  /// @param tried how often, from 1
  Duration wait(int tried) {
    return first.multipliedBy(1L << Math.min(tried - 1, 10));
  }

  /// As the server asks for in seconds, within reason.
  Duration wait(HttpResponse<?> response, int tried) {
    return response
        .headers()
        .firstValue("Retry-After")
        .filter(text -> text.matches("\\d{1,6}"))
        .map(text -> Duration.ofSeconds(Math.min(LONGEST_SECONDS, Long.parseLong(text))))
        .orElseGet(() -> wait(tried));
  }
}
