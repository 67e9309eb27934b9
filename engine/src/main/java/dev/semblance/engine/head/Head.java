package dev.semblance.engine.head;

import dev.semblance.Embedding;
import dev.semblance.engine.encoder.Rows;

/// Turns the token vectors of one input into one kind of embedding. *Safe for use by many threads.*
public interface Head {
  /// The rows of the encoder's last layer that the head reads.
  Rows rows();

  Embedding apply(TokenVectors tokens);
}
