package dev.semblance.engine.encoder;

import dev.semblance.engine.model.Activation;
import dev.semblance.vector.Linear;

/// A text encoder and an image encoder behind one interface, so that they share a queue and its
/// cores. A batch holds texts or images. *Safe for use by many threads.*
///
/// @param texts gives the card; closed with this encoder
/// @param images closed with this encoder
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
