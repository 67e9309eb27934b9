package dev.semblance.engine.encoder;

import dev.semblance.engine.model.Activation;
import dev.semblance.vector.Linear;

/// Computes the hidden states of a batch of inputs. *Safe for use by many threads.*
///
/// No row of the result depends on another input of the batch or on the order of inputs.
public interface Encoder extends AutoCloseable {
  EncoderCard card();

  /// Number of calls to run at the same time on `cores` cores: `cores` where a call can use a
  /// single core, 1 where a call uses all of them.
  int concurrency(int cores);

  /// Whether inputs are padded, so that each costs as much as the longest of its batch.
  default boolean pads() {
    return false;
  }

  /// What its rows are. Rows of whole inputs are asked for as [Rows#FIRST].
  default EncoderOutput output() {
    return EncoderOutput.TOKENS;
  }

  /// Computes hidden states.
  ///
  /// @param batch ids `[n]`, every id below the model's vocabulary, every input within its length
  /// @param rows the wanted rows of the last layer
  /// @param threads most cores of this call, from 1
  /// @return `[n,d]` for [Rows#ALL], `[b,d]` for [Rows#FIRST]
  Hidden encode(RaggedBatch batch, Rows rows, int threads);

  /// Prepares a linear layer of a head to be computed like this encoder's own layers. It is valid
  /// until the encoder is closed.
  default Projection projection(Linear linear, Activation activation) {
    return new PlainProjection(linear, activation);
  }

  @Override
  void close();
}
