package dev.semblance.engine.embed;

import dev.semblance.Embedded;
import dev.semblance.OutputForm;
import dev.semblance.engine.input.TokenSequence;
import java.util.concurrent.CompletableFuture;

/// A tokenized input on its way through the queue, and the promise of its result.
///
/// @param tokens what the encoder will read
/// @param promptTokens how many of its first tokens belong to the prompt
/// @param form how the vector leaves
/// @param clock when it was made and what came before
/// @param result completed by the compute thread; cancelled by a caller that gave up
record WaitingInput(
    TokenSequence tokens,
    int promptTokens,
    OutputForm form,
    Clock clock,
    CompletableFuture<Embedded> result) {

  /// @param tokenizeNanos how long tokenizing took
  /// @param queuedAt [System#nanoTime] when it began to wait
  record Clock(long tokenizeNanos, long queuedAt) {}

  int length() {
    return tokens.length();
  }

  boolean abandoned() {
    return result.isDone();
  }
}
