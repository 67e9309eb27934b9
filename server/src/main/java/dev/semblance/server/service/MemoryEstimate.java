package dev.semblance.server.service;

import dev.semblance.CallSize;
import dev.semblance.ModelCard;
import dev.semblance.Output;
import dev.semblance.Precision;
import dev.semblance.server.request.NumberEncoding;
import java.util.Set;

/// Estimate of the heap that a call takes until its reply is sent, by the size of its inputs in
/// tokens: the token ids, the numbers as computed, as packed, and as the reply writes them.
///
/// @param call the request
/// @param card of the model
/// @param kinds of embedding that the reply has
/// @param encoding of numbers in the reply
record MemoryEstimate(EmbedCall call, ModelCard card, Set<Output> kinds, NumberEncoding encoding) {
  /// A token's id, type and mask, as an input and in its batch.
  private static final long TOKEN = 24;

  /// Objects of an input or window around its numbers, and their names in the reply.
  private static final long RESULT = 400;

  /// A sparse weight: id, number, and `{"index":12345,"token":"word","value":0.123456789},`.
  private static final long WEIGHT = 72;

  /// Sparse weights of one input, more than most models give to most texts.
  private static final int WEIGHTS = 512;

  /// A score with its label in the reply.
  private static final long SCORE = 64;

  /// Bytes of a call that embeds.
  long bytes(CallSize size) {
    double bytes = work(size);
    for (Output kind : kinds) {
      bytes +=
          switch (kind) {
            case DENSE -> vectors(size.results(), denseWidth());
            case MULTI_VECTOR -> vectors((double) size.tokens(), card.shape().dimensions());
            case TOKENS -> vectors((double) size.tokens(), Math.max(size.width(), 1));
            case SPARSE -> (double) size.results() * weights() * WEIGHT;
          };
    }
    return (long) bytes;
  }

  /// Bytes of a call that scores.
  ///
  /// @param card of the model
  static long ofScores(ModelCard card, CallSize size) {
    long numbers =
        switch (card.task()) {
          case ModelCard.Task.Classify(var labels) -> (long) size.results() * labels.size() * SCORE;
          case ModelCard.Task.Embed task -> {
            boolean several = task.outputs().contains(Output.MULTI_VECTOR);
            long rows = several ? size.tokens() : size.results();
            yield rows * card.shape().dimensions() * Float.BYTES;
          }
        };
    return work(size) + numbers;
  }

  private static long work(CallSize size) {
    return size.tokens() * TOKEN + size.results() * RESULT;
  }

  /// A model of sparse weights alone gives rows as wide as its vocabulary.
  private int denseWidth() {
    boolean spread =
        card.task() instanceof ModelCard.Task.Embed(Set<Output> makes, _, _, _)
            && !makes.contains(Output.DENSE);
    return spread ? card.shape().vocabulary() : card.shape().dimensions();
  }

  private int weights() {
    Integer most = call.maxActive();
    return Math.min(card.shape().vocabulary(), most == null ? WEIGHTS : Math.max(1, most));
  }

  private double vectors(double rows, int width) {
    Integer dimensions = call.options().form().dimensions();
    int kept = dimensions == null ? width : Math.min(width, dimensions);
    double number = bytes(call.precision());
    return rows * (width * (double) Float.BYTES + kept * (number + encoding.bytes(number)));
  }

  /// Bytes of a number.
  private static double bytes(Precision precision) {
    return switch (precision) {
      case FLOAT32 -> Float.BYTES;
      case FLOAT16 -> Short.BYTES;
      case INT8, UINT8 -> 1;
      case BINARY, UBINARY -> 1.0 / Byte.SIZE;
    };
  }
}
