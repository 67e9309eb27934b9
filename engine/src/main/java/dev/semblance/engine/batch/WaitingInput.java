package dev.semblance.engine.batch;

import dev.semblance.Embedded;
import dev.semblance.engine.batch.Turns.Turn;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TokenSequence;
import java.util.concurrent.CompletableFuture;

/// A tokenized input in the queue or in a batch, and the future of its result.
///
/// @param tokens the input of the encoder
/// @param task which rows it needs, and the head
/// @param times when it entered the queue and how long it may stay there
/// @param turn its place among the inputs of others
/// @param result completed by the thread that computes its batch, or by the one that drops it from
///   the queue
record WaitingInput<R>(
    TokenSequence tokens,
    HeadTask<R> task,
    WaitTimes times,
    Turn turn,
    CompletableFuture<R> result) {

  /// @param enqueuedNanos [System#nanoTime] when it began to wait
  /// @param maxWaitNanos how long it may wait from then on; [Long#MAX_VALUE] without limit
  /// @param tokenizeNanos how long tokenizing took, for the timing of its result
  record WaitTimes(long enqueuedNanos, long maxWaitNanos, long tokenizeNanos) {}

  /// An input that begins to wait now.
  static <R> WaitingInput<R> of(
      TokenSequence tokens, HeadTask<R> task, Turn turn, long maxWaitNanos, long tokenizeNanos) {
    return new WaitingInput<>(
        tokens,
        task,
        new WaitTimes(System.nanoTime(), maxWaitNanos, tokenizeNanos),
        turn,
        new CompletableFuture<>());
  }

  int length() {
    return tokens.length();
  }

  boolean isImage() {
    return tokens.isImage();
  }

  Rows rows() {
    return task.rows();
  }

  /// Nanoseconds it has waited.
  ///
  /// @param now [System#nanoTime]
  long age(long now) {
    return now - times.enqueuedNanos();
  }

  long maxWaitNanos() {
    return times.maxWaitNanos();
  }

  /// Whether its deadline has passed.
  ///
  /// @param now [System#nanoTime]
  boolean isExpired(long now) {
    return age(now) >= maxWaitNanos();
  }

  /// Nanoseconds until its deadline, 0 or below once that has passed.
  long remaining() {
    return maxWaitNanos() == Long.MAX_VALUE
        ? Long.MAX_VALUE
        : maxWaitNanos() - age(System.nanoTime());
  }

  /// Applies the head to the input's rows and completes the future with its result or failure.
  ///
  /// @param startedNanos [System#nanoTime] when its batch began
  void complete(TokenVectors vectors, long startedNanos) {
    try {
      var timing =
          new Embedded.Timing(
              times.tokenizeNanos(), age(startedNanos), System.nanoTime() - startedNanos);
      result.complete(task.head().apply(vectors, timing));
    } catch (Throwable e) { // an Error too, or the caller would wait for ever
      result.completeExceptionally(e);
    }
  }

  void fail(Throwable reason) {
    result.completeExceptionally(reason);
  }
}
