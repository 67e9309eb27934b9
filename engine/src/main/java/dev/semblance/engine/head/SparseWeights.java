package dev.semblance.engine.head;

import dev.semblance.Embedding;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Makes sparse embeddings, ids ascending.
final class SparseWeights {
  private SparseWeights() {}

  /// Entries above 0 of weights for a whole vocabulary `[v]`.
  static Embedding.Sparse above(float[] weights) {
    int[] ids = new int[weights.length];
    float[] kept = new float[weights.length];
    int count = 0;
    for (int v = 0; v < weights.length; v++) {
      if (!(weights[v] <= 0)) { // NaN stays, so that the check for finite output finds it
        ids[count] = v;
        kept[count++] = weights[v];
      }
    }
    return new Embedding.Sparse(Arrays.copyOf(ids, count), Arrays.copyOf(kept, count));
  }

  /// @param weights by token id
  static Embedding.Sparse of(Map<Integer, Float> weights) {
    int[] ids = new int[weights.size()];
    float[] kept = new float[weights.size()];
    int count = 0;
    for (Map.Entry<Integer, Float> entry : new TreeMap<>(weights).entrySet()) {
      ids[count] = entry.getKey();
      kept[count++] = entry.getValue();
    }
    return new Embedding.Sparse(ids, kept);
  }
}
