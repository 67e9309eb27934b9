package dev.semblance.engine.head;

import dev.semblance.Embedding;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.vector.Linear;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// BGE-M3's lexical weights: w = relu(W·h + b) for each token, the largest for each token id;
/// special tokens have none. *Safe for use by many threads.*
///
/// Source: Chen et al. 2024, "BGE M3-Embedding", and the project's own `sparse_linear.pt`.
///
/// @param linear W `[1,d]` and b
/// @param special ids of special tokens: cls, pad, eos, unk
record LexicalHead(Linear linear, Set<Integer> special) implements Head {

  @Override
  public Rows rows() {
    return Rows.ALL;
  }

  @Override
  public Embedding.Sparse apply(TokenVectors tokens) {
    float[] weights = new float[tokens.count()];
    linear.apply(tokens.rows(0, tokens.count()), 0, 1, weights);
    Map<Integer, Float> largest = new HashMap<>();
    for (int t = 0; t < tokens.count(); t++) {
      int id = tokens.tokens().ids()[t];
      if (!special.contains(id) && !(weights[t] <= 0)) {
        largest.merge(id, weights[t], Math::max);
      }
    }
    return SparseWeights.of(largest);
  }
}
