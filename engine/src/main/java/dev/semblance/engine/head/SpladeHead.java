package dev.semblance.engine.head;

import dev.semblance.Embedding;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.vector.Linear;

/// Vocabulary weights of an input by SPLADE: a weight is the max or sum over tokens of ln(1 +
/// relu(logit)). The logits `[t,v]` are never held as a whole. *Safe for use by many threads.*
///
/// Source: Formal et al. 2021; sentence-transformers, `SpladePooling`. Special tokens contribute.
final class SpladeHead implements Head {
  /// Vocabulary entries computed at a time: their logits stay in cache.
  private static final int CHUNK = 256;

  private final MaskedLanguageHead language;
  private final ModuleSpec.SpladePooling pooling;

  SpladeHead(MaskedLanguageHead language, ModuleSpec.SpladePooling pooling) {
    this.language = language;
    this.pooling = pooling;
  }

  @Override
  public Rows rows() {
    return Rows.ALL;
  }

  @Override
  public Embedding.Sparse apply(TokenVectors tokens) {
    Linear decoder = language.decoder();
    var hidden =
        new Linear.Rows(language.transform(tokens.rows(0, tokens.count())), 0, tokens.count());
    float[] logits = new float[tokens.count() * CHUNK];
    float[] weights = new float[decoder.out()];
    for (int from = 0; from < weights.length; from += CHUNK) {
      int to = Math.min(weights.length, from + CHUNK);
      decoder.apply(hidden, from, to, logits);
      pool(logits, tokens.count(), from, to, weights);
    }
    return SparseWeights.above(weights).heaviest(pooling.maxActive());
  }

  private void pool(float[] logits, int tokens, int from, int to, float[] weights) {
    int width = to - from;
    for (int v = 0; v < width; v++) {
      double pooled = 0;
      for (int t = 0; t < tokens; t++) {
        double logit = Math.max(0, logits[t * width + v]);
        // ln(1+x) rises with x, so the largest weight is the weight of the largest logit.
        pooled = pooling.max() ? Math.max(pooled, logit) : pooled + weight(logit);
      }
      weights[from + v] = (float) (pooling.max() ? weight(pooled) : pooled);
    }
  }

  private double weight(double logit) {
    double once = Math.log1p(logit);
    return pooling.twice() ? Math.log1p(once) : once;
  }
}
