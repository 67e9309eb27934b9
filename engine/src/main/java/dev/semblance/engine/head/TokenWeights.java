package dev.semblance.engine.head;

import dev.semblance.Embedding;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import java.util.HashMap;
import java.util.Map;

/// A table of one weight for each token of the vocabulary, `[v]`: sparse weights without inference.
/// *Safe for use by many threads.*
///
/// Source: sentence-transformers, `SparseStaticEmbedding`; Geng et al. 2024, "Towards Competitive
/// Search Relevance For Inference-Free Learned Sparse Retrievers".
public final class TokenWeights {
  private final float[] weights;

  private TokenWeights(float[] weights) {
    this.weights = weights;
  }

  /// @param path the module's folder inside the model's
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL
  public static TokenWeights open(ModelFolder folder, String path) {
    try (Weights file = WeightFiles.openModule(folder, path)) {
      return new TokenWeights(file.tensor("weight").finite().floats());
    }
  }

  /// `v`.
  public int vocabulary() {
    return weights.length;
  }

  /// The weights above 0 of the tokens, each token once.
  ///
  /// @param ids all below the vocabulary
  public Embedding.Sparse of(int[] ids) {
    Map<Integer, Float> found = new HashMap<>();
    for (int id : ids) {
      if (weights[id] > 0) {
        found.put(id, weights[id]);
      }
    }
    return SparseWeights.of(found);
  }
}
