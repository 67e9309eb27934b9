package dev.semblance.engine.head;

import dev.semblance.Embedding;
import dev.semblance.engine.encoder.Projection;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.vector.Vectors;

/// BGE-M3's token vectors: v = W·h + b of every token but the first, each scaled to length 1. *Safe
/// for use by many threads.*
///
/// Source: Chen et al. 2024, "BGE M3-Embedding", and the project's own `colbert_linear.pt`; the
/// closing token has a vector too.
///
/// @param projection W `[k,d]` and b
record ColbertHead(Projection projection) implements Head {

  @Override
  public Rows rows() {
    return Rows.ALL;
  }

  @Override
  public Embedding.MultiVector apply(TokenVectors tokens) {
    int count = Math.max(0, tokens.count() - 1);
    int width = projection.out();
    float[] values = projection.apply(tokens.rows(1, count), tokens.cores());
    for (int r = 0; r < count; r++) {
      Vectors.normalize(values, r * width, width);
    }
    return new Embedding.MultiVector(values, width);
  }
}
