package dev.semblance.engine.head;

import dev.semblance.Embedding;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Ways to a sparse embedding, ids ascending.
final class SparseWeights {
  private SparseWeights() {}

  /// The entries of a whole vocabulary `[v]` that weigh more than 0.
  static Embedding.Sparse above(float[] weights) {
    int[] ids = new int[weights.length];
    float[] kept = new float[weights.length];
    int count = 0;
    for (int v = 0; v < weights.length; v++) {
      if (!(weights[v] <= 0)) { // NaN stays, to be refused as not finite
        ids[count] = v;
        kept[count++] = weights[v];
      }
    }
    return new Embedding.Sparse(Arrays.copyOf(ids, count), Arrays.copyOf(kept, count));
  }

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
