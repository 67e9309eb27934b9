package dev.semblance.engine.embed;

import dev.semblance.ModelCard;
import dev.semblance.engine.encoder.Encoder;
import dev.semblance.engine.head.PooledHead;
import dev.semblance.engine.input.TextTokenizer;

/// The opened parts of one model, owned together. *Safe for use by many threads.*
public record OpenModel(ModelCard card, TextTokenizer tokenizer, Encoder encoder, PooledHead head)
    implements AutoCloseable {
  @Override
  public void close() {
    encoder.close();
    tokenizer.close();
  }
}
