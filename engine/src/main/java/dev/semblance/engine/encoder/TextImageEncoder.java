package dev.semblance.engine.encoder;

import dev.semblance.engine.model.Activation;
import dev.semblance.vector.Linear;

/// Texts to one encoder and images to another, which share a queue and the cores behind it. A batch
/// is of one kind. *Safe for use by many threads.*
///
/// @param texts speaks for both; owned from here on
/// @param images owned from here on
public record TextImageEncoder(Encoder texts, Encoder images) implements Encoder {

  @Override
  public EncoderCard card() {
    return texts.card();
  }

  @Override
  public int concurrency(int cores) {
    return texts.concurrency(cores);
  }

  @Override
  public boolean pads() {
    return texts.pads();
  }

  @Override
  public Hidden encode(RaggedBatch batch, Rows rows, int threads) {
    return (batch.images() ? images : texts).encode(batch, rows, threads);
  }

  @Override
  public Projection projection(Linear linear, Activation activation) {
    return texts.projection(linear, activation);
  }

  @Override
  public void close() {
    texts.close();
    images.close();
  }
}
