package dev.semblance.server.trace;

import dev.semblance.Embedded.Timing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call of a model and its timings.
///
/// @param model its name
/// @param inputs number of inputs
/// @param tokens of all of them
/// @param timings of the inputs that were computed; null where all were cached
public record ModelCall(String model, int inputs, long tokens, @Nullable CallTimings timings) {

  /// Timings of a call. Its inputs are tokenized one after another, then wait and are computed
  /// concurrently: they wait until the first of them is in a batch, and are computed until the last
  /// one is done.
  ///
  /// @param arrived [System#nanoTime] at the call, as the others
  /// @param tokenized when its last input was tokenized
  /// @param begun when the first input left the queue
  /// @param ended when the last input was computed
  public record CallTimings(long arrived, long tokenized, long begun, long ended) {}

  /// A call that has just returned.
  ///
  /// @param start [System#nanoTime] at the call
  /// @param timings of its inputs
  public static ModelCall answered(String model, long start, List<Timing> timings, long tokens) {
    List<Timing> computed = timings.stream().filter(timing -> timing.compute() > 0).toList();
    return new ModelCall(
        model, timings.size(), tokens, computed.isEmpty() ? null : timings(start, computed));
  }

  private static CallTimings timings(long start, List<Timing> computed) {
    long tokenized = start + computed.stream().mapToLong(Timing::tokenize).sum();
    long wait = computed.stream().mapToLong(Timing::queue).min().orElseThrow();
    long whole =
        computed.stream()
            .mapToLong(timing -> timing.queue() + timing.compute())
            .max()
            .orElseThrow();
    return new CallTimings(start, tokenized, tokenized + wait, tokenized + whole);
  }
}
