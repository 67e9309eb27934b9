package dev.semblance.engine.embed;

import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.engine.input.TokenSequence;
import java.util.concurrent.CompletableFuture;

/// A tokenized input on its way through the queue, and the promise of its result.
///
/// @param tokens what the encoder will read
/// @param finish what is wanted of it
/// @param since [System#nanoTime] when it began to wait
/// @param result completed by a compute thread; cancelled by a caller that gave up
record WaitingInput<R>(
    TokenSequence tokens, Finish<R> finish, long since, CompletableFuture<Computed<R>> result) {

  static <R> WaitingInput<R> of(TokenSequence tokens, Finish<R> finish) {
    return new WaitingInput<>(tokens, finish, System.nanoTime(), new CompletableFuture<>());
  }

  int length() {
    return tokens.length();
  }

  Rows rows() {
    return finish.rows();
  }

  boolean abandoned() {
    return result.isDone();
  }

  /// Makes the result of the input's rows and keeps the promise.
  ///
  /// @param started [System#nanoTime] when its batch began
  void complete(TokenVectors vectors, long started) {
    try {
      R value = finish.head().apply(vectors);
      result.complete(new Computed<>(value, started - since, System.nanoTime() - started));
    } catch (RuntimeException e) {
      result.completeExceptionally(e);
    }
  }

  void fail(Throwable reason) {
    result.completeExceptionally(reason);
  }
}
