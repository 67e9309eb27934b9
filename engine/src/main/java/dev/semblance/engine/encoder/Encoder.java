package dev.semblance.engine.encoder;

import dev.semblance.engine.model.Activation;
import dev.semblance.vector.Linear;

/// Runs a batch of token sequences through a model's layers. *Safe for use by many threads.*
///
/// No row of the answer depends on another input of the batch, nor on the order of inputs.
public interface Encoder extends AutoCloseable {
  EncoderCard card();

  /// How many calls are worth having at work side by side on a machine with so many cores: all of
  /// them where a call can keep to one core, 1 where a call takes them all anyway.
  int concurrency(int cores);

  /// Whether every input of a batch costs as much as the longest of it.
  default boolean pads() {
    return false;
  }

  /// Computes hidden states.
  ///
  /// @param batch ids `[n]`, every id below the model's vocabulary, every input within its length
  /// @param rows which rows of the last layer are wanted
  /// @param threads how many cores this call may use, from 1
  /// @return `[n,d]` for [Rows#ALL], `[b,d]` for [Rows#FIRST]
  Hidden encode(RaggedBatch batch, Rows rows, int threads);

  /// Prepares a linear layer of a head to be computed as this encoder's own layers are. It lives as
  /// long as the encoder.
  default Projection projection(Linear linear, Activation activation) {
    return new PlainProjection(linear, activation);
  }

  @Override
  void close();
}
