package dev.semblance.engine.batch;

import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TokenSequence;
import java.util.concurrent.CompletableFuture;

/// A tokenized input on its way through the queue, and the promise of its result.
///
/// @param tokens what the encoder will read
/// @param task what is wanted of it
/// @param enqueuedNanos [System#nanoTime] when it began to wait
/// @param maxWaitNanos nanoseconds it may wait from then on; [Long#MAX_VALUE] for as long as it
///   takes
/// @param result completed by whoever computes it, or by the queue that dropped it
record WaitingInput<R>(
    TokenSequence tokens,
    HeadTask<R> task,
    long enqueuedNanos,
    long maxWaitNanos,
    CompletableFuture<Timed<R>> result) {

  static <R> WaitingInput<R> of(TokenSequence tokens, HeadTask<R> finish, long patience) {
    return new WaitingInput<>(
        tokens, finish, System.nanoTime(), patience, new CompletableFuture<>());
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

  /// Whether its deadline has passed.
  ///
  /// @param now [System#nanoTime]
  boolean isExpired(long now) {
    return now - enqueuedNanos >= maxWaitNanos;
  }

  /// Nanoseconds until its deadline, 0 or below once that has passed.
  long remaining() {
    return maxWaitNanos == Long.MAX_VALUE
        ? maxWaitNanos
        : maxWaitNanos - (System.nanoTime() - enqueuedNanos);
  }

  /// Makes the result of the input's rows and keeps the promise.
  ///
  /// @param started [System#nanoTime] when its batch began
  void complete(TokenVectors vectors, long started) {
    try {
      R value = task.head().apply(vectors);
      result.complete(new Timed<>(value, started - enqueuedNanos, System.nanoTime() - started));
    } catch (Throwable e) { // an Error too, or the caller would wait for ever
      result.completeExceptionally(e);
    }
  }

  void fail(Throwable reason) {
    result.completeExceptionally(reason);
  }
}
