package dev.semblance.engine.head;

import dev.semblance.Embedding;
import dev.semblance.engine.encoder.Rows;
import java.util.Arrays;

/// The encoder's own token vectors, unchanged. *Safe for use by many threads.*
record TokenHead() implements Head {

  @Override
  public Rows rows() {
    return Rows.ALL;
  }

  @Override
  public Embedding.MultiVector apply(TokenVectors tokens) {
    int from = tokens.first() * tokens.width();
    int to = from + tokens.count() * tokens.width();
    return new Embedding.MultiVector(
        Arrays.copyOfRange(tokens.hidden().values(), from, to), tokens.width());
  }
}
