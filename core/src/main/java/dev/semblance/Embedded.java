package dev.semblance;

/// An embedding and what it took to make it.
///
/// @param embedding the result
/// @param tokens tokens the encoder read, special tokens and prompt included, after truncation
/// @param truncated whether tokens were cut off
/// @param timing where the time went
public record Embedded(Embedding embedding, int tokens, boolean truncated, Timing timing) {

  /// Nanoseconds of one input's way through the engine.
  ///
  /// @param tokenize text to tokens
  /// @param queue waiting for a batch
  /// @param compute the batch's time in the encoder, shared with its neighbours
  public record Timing(long tokenize, long queue, long compute) {}

  /// The vector `[k]` of a dense embedding.
  public float[] vector() {
    return switch (embedding) {
      case Embedding.Dense(float[] values) -> values;
    };
  }
}
