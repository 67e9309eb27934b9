package dev.semblance.server.service.tei;

import dev.semblance.Embedded;
import dev.semblance.server.metric.Family;
import dev.semblance.server.metric.Histogram;
import java.util.List;
import java.util.stream.Stream;

/// Durations of a task and its parts, by text-embeddings-inference's names. *Safe for use by many
/// threads.*
///
/// @param whole from the call to its answer
/// @param tokenization text to tokens
/// @param queue waiting for a batch
/// @param inference in a batch
record TaskMeters(
    Family<Histogram> whole,
    Family<Histogram> tokenization,
    Family<Histogram> queue,
    Family<Histogram> inference) {

  /// @param prefix of their names
  /// @param what is measured, for the help text
  static TaskMeters of(String prefix, String what) {
    TaskMeters meters =
        new TaskMeters(
            Family.seconds(prefix + "_duration", "Seconds from a call to its answer, of " + what),
            Family.seconds(
                prefix + "_tokenization_duration",
                "Seconds an input took to be tokenized, of " + what),
            Family.seconds(
                prefix + "_queue_duration", "Seconds an input waited for a batch, of " + what),
            Family.seconds(
                prefix + "_inference_duration", "Seconds an input was in a batch, of " + what));
    meters.families().forEach(Family::one);
    return meters;
  }

  /// @param total nanoseconds from the call to its answer
  /// @param timing nanoseconds of the parts
  void record(long total, Embedded.Timing timing) {
    whole.one().record(total / 1e9);
    tokenization.one().record(timing.tokenize() / 1e9);
    queue.one().record(timing.queue() / 1e9);
    inference.one().record(timing.compute() / 1e9);
  }

  Stream<Family<Histogram>> families() {
    return List.of(whole, tokenization, queue, inference).stream();
  }
}
