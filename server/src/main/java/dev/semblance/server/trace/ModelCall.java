package dev.semblance.server.trace;

import dev.semblance.Embedded.Timing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call of a model, and where its time went.
///
/// @param model its name
/// @param inputs that the call had
/// @param tokens of all of them
/// @param timings what was computed for them; null where every answer was remembered
public record ModelCall(String model, int inputs, long tokens, @Nullable CallTimings timings) {

  /// Inputs of one call are tokenized one after another, and wait and are computed side by side: so
  /// they wait until the first of them is in a batch, and are computed until the last one is done.
  ///
  /// @param arrived [System#nanoTime] when it was called
  /// @param tokenized when its inputs were tokens
  /// @param begun when the first of them left the queue
  /// @param ended when the last of them was computed
  public record CallTimings(long arrived, long tokenized, long begun, long ended) {}

  /// A call that has just been answered.
  ///
  /// @param arrived [System#nanoTime] when it was made
  /// @param timings of its inputs
  public static ModelCall answered(String model, long arrived, List<Timing> timings, long tokens) {
    List<Timing> computed = timings.stream().filter(timing -> timing.compute() > 0).toList();
    return new ModelCall(
        model, timings.size(), tokens, computed.isEmpty() ? null : callTimings(arrived, computed));
  }

  private static CallTimings callTimings(long arrived, List<Timing> computed) {
    long tokenized = arrived + computed.stream().mapToLong(Timing::tokenize).sum();
    long wait = computed.stream().mapToLong(Timing::queue).min().orElseThrow();
    long whole =
        computed.stream()
            .mapToLong(timing -> timing.queue() + timing.compute())
            .max()
            .orElseThrow();
    return new CallTimings(arrived, tokenized, tokenized + wait, tokenized + whole);
  }
}
