package dev.semblance.engine.head;

import dev.semblance.engine.encoder.Rows;

/// Pools token vectors `[t,d]` to one vector. *Safe for use by many threads.*
interface Pooler {
  /// The rows of the encoder's last layer that the pooler reads.
  Rows rows();

  /// Whether any span of tokens can be pooled, not only a whole text.
  boolean poolsParts();

  /// Numbers of the vector.
  ///
  /// @param hidden the encoder's width `d`
  int width(int hidden);

  float[] pool(TokenVectors tokens);
}
