package dev.semblance.search.pipeline;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// How long the steps of one search took. *Safe for use by many threads.*
final class StepTimes {
  private final Map<String, Duration> steps = new ConcurrentHashMap<>();

  <T> T measure(String step, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    steps.put(step, Duration.ofNanos(System.nanoTime() - start));
    return result;
  }

  /// In the order of the given names, those that were measured.
  Map<String, Duration> inOrder(Iterable<String> names) {
    Map<String, Duration> ordered = new LinkedHashMap<>();
    for (String name : names) {
      Duration time = steps.get(name);
      if (time != null) {
        ordered.put(name, time);
      }
    }
    return ordered;
  }
}
