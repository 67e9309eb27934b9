package dev.semblance.engine.head;

import dev.semblance.Embedding;
import dev.semblance.engine.encoder.Projection;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.vector.Linear;

/// SPLADE's sparse embedding: the weight of a vocabulary entry is the max or sum over tokens of
/// ln(1 + relu(logit)). The logits `[t,v]` are computed in tiles and never held as a whole. *Safe
/// for use by many threads.*
///
/// Source: Formal et al. 2021; sentence-transformers, `SpladePooling`. Special tokens contribute.
final class SpladeHead implements Head {
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
    int cores = tokens.cores();
    float[] hidden = language.transform(tokens.rows(0, tokens.count()), cores);
    float[] pooled = new float[language.decoder().out()];
    language
        .decoder()
        .apply(
            new Linear.RowBlock(hidden, 0, tokens.count()),
            cores,
            pooling.max() ? tile -> largest(tile, pooled) : tile -> sum(tile, pooled));
    if (pooling.max()) {
      // ln(1+x) rises with x, so the largest weight is the weight of the largest logit.
      for (int v = 0; v < pooled.length; v++) {
        pooled[v] = (float) weight(pooled[v]);
      }
    }
    return SparseWeights.above(pooled).heaviest(pooling.maxActive());
  }

  /// Row by row, a loop that the JIT compiler vectorises. NaN stays.
  private static void largest(Projection.RowTile logits, float[] pooled) {
    float[] values = logits.values();
    int from = logits.from();
    int width = logits.width();
    for (int t = 0; t < logits.rows(); t++) {
      int row = t * width;
      for (int v = 0; v < width; v++) {
        pooled[from + v] = Math.max(pooled[from + v], values[row + v]);
      }
    }
  }

  private void sum(Projection.RowTile logits, float[] pooled) {
    int width = logits.width();
    for (int v = 0; v < width; v++) {
      double sum = pooled[logits.from() + v];
      for (int t = 0; t < logits.rows(); t++) {
        float logit = logits.values()[t * width + v];
        if (!(logit <= 0)) { // NaN stays, so that the check for finite output finds it
          sum += weight(logit);
        }
      }
      pooled[logits.from() + v] = (float) sum;
    }
  }

  private double weight(double logit) {
    double weight = Math.log1p(logit);
    return pooling.twice() ? Math.log1p(weight) : weight;
  }
}
