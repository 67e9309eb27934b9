package dev.semblance.engine.embed;

import dev.semblance.Embedded;
import dev.semblance.Embedding;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.Hidden;
import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.head.TokenVectors;
import dev.semblance.vector.Vectors;
import java.util.List;

/// Runs one batch: tokens to hidden states to vectors to results. *Safe for use by many threads.*
final class BatchRunner {
  private final OpenModel model;

  BatchRunner(OpenModel model) {
    this.model = model;
  }

  /// Completes the promise of every input, with its result or with what went wrong.
  void run(List<WaitingInput> inputs, int cores) {
    try {
      long started = System.nanoTime();
      RaggedBatch batch =
          RaggedBatch.of(inputs.stream().map(input -> input.tokens().ids()).toList());
      Rows rows = model.head().rows();
      Hidden hidden = model.encoder().encode(batch, rows, cores);
      for (int i = 0; i < inputs.size(); i++) {
        WaitingInput input = inputs.get(i);
        int first = rows == Rows.ALL ? batch.starts()[i] : i;
        int count = rows == Rows.ALL ? batch.length(i) : 1;
        finish(
            input,
            new TokenVectors(hidden.values(), first, count, hidden.width(), input.promptTokens()),
            started);
      }
    } catch (Throwable e) {
      // A batch must never leave a caller waiting, whatever happened to it.
      inputs.forEach(input -> input.result().completeExceptionally(e));
    }
  }

  private void finish(WaitingInput input, TokenVectors tokens, long started) {
    float[] vector = Vectors.form(model.head().apply(tokens), input.form());
    if (!Vectors.finite(vector)) {
      input
          .result()
          .completeExceptionally(
              new SemblanceException(
                  Fault.BROKEN_MODEL,
                  "model "
                      + model.card().id()
                      + ": the output is not finite; its weights hold NaN or infinity"));
      return;
    }
    long now = System.nanoTime();
    input
        .result()
        .complete(
            new Embedded(
                new Embedding.Dense(vector),
                input.length(),
                input.tokens().truncated(),
                new Embedded.Timing(
                    input.clock().tokenizeNanos(),
                    started - input.clock().queuedAt(),
                    now - started)));
  }
}
