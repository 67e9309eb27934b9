package dev.semblance.bench;

import io.grpc.Status;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;

/// Answers to malformed requests, counted by status. *Safe for use by many threads.*
final class MalformedAnswers {
  /// Statuses of the protocol itself for a method or version that it does not have.
  private static final Set<Integer> UNKNOWN_TO_HTTP = Set.of(501, 505);

  private final Map<String, Integer> counts = new ConcurrentSkipListMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  /// @param number of the request
  /// @param status 0 where the server closed the connection
  void http(int number, int status) {
    String answer = status == 0 ? "HTTP connection closed" : "HTTP " + status;
    count(answer, number, status >= 500 && !UNKNOWN_TO_HTTP.contains(status));
  }

  /// @param number of the request
  void grpc(int number, Status status) {
    boolean blamesServer =
        status.getCode() == Status.Code.INTERNAL || status.getCode() == Status.Code.UNKNOWN;
    count("gRPC " + status.getCode(), number, blamesServer);
  }

  private void count(String answer, int number, boolean isFailure) {
    counts.merge(answer, 1, Integer::sum);
    if (isFailure) {
      failures.add("request %d: %s".formatted(number, answer));
    }
  }

  /// In alphabetical order.
  Map<String, Integer> counts() {
    return counts;
  }

  Queue<String> failures() {
    return failures;
  }
}
