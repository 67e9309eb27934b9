package dev.semblance.engine.head;

import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.engine.model.PoolingMode;
import java.util.List;

/// Pools token vectors `[t,d]` to one vector `[modes·d]`. *Safe for use by many threads.*
///
/// Source: sentence-transformers, `Pooling`. Tokens of a prompt that is not pooled count as masked.
final class TokenPooler implements Pooler {
  private final List<PoolingMode> modes;
  private final boolean includePrompt;

  TokenPooler(ModuleSpec.Pooling spec) {
    this.modes = spec.modes();
    this.includePrompt = spec.includePrompt();
  }

  static TokenPooler cls() {
    return new TokenPooler(new ModuleSpec.Pooling(List.of(PoolingMode.CLS), true));
  }

  static TokenPooler mean() {
    return new TokenPooler(new ModuleSpec.Pooling(List.of(PoolingMode.MEAN), true));
  }

  @Override
  public Rows rows() {
    return includePrompt && modes.equals(List.of(PoolingMode.CLS)) ? Rows.FIRST : Rows.ALL;
  }

  @Override
  public boolean poolsParts() {
    return !modes.contains(PoolingMode.CLS) && !modes.contains(PoolingMode.LAST_TOKEN);
  }

  @Override
  public int width(int hidden) {
    return modes.size() * hidden;
  }

  @Override
  public float[] pool(TokenVectors tokens) {
    float[] pooled = new float[width(tokens.width())];
    if (tokens.count() == 0) {
      return pooled; // an empty text of a static embedding
    }
    int from = includePrompt ? 0 : Math.min(tokens.tokens().promptTokens(), tokens.count() - 1);
    for (int m = 0; m < modes.size(); m++) {
      pool(modes.get(m), tokens, from, pooled, m * tokens.width());
    }
    return pooled;
  }

  private static void pool(
      PoolingMode mode, TokenVectors tokens, int from, float[] pooled, int offset) {
    int to = tokens.count();
    for (int d = 0; d < tokens.width(); d++) {
      pooled[offset + d] =
          switch (mode) {
            case CLS -> tokens.at(from, d);
            case LAST_TOKEN -> tokens.at(to - 1, d);
            case MAX -> max(tokens, from, d);
            case MEAN -> (float) (sum(tokens, from, d) / (to - from));
            case MEAN_SQRT_LENGTH -> (float) (sum(tokens, from, d) / Math.sqrt(to - from));
            case WEIGHTED_MEAN -> weightedMean(tokens, from, d);
          };
    }
  }

  private static float max(TokenVectors tokens, int from, int dimension) {
    float max = Float.NEGATIVE_INFINITY;
    for (int t = from; t < tokens.count(); t++) {
      max = Math.max(max, tokens.at(t, dimension));
    }
    return max;
  }

  private static double sum(TokenVectors tokens, int from, int dimension) {
    double sum = 0;
    for (int t = from; t < tokens.count(); t++) {
      sum += tokens.at(t, dimension);
    }
    return sum;
  }

  /// Weights 1, 2, 3 … by position in the whole input.
  private static float weightedMean(TokenVectors tokens, int from, int dimension) {
    double sum = 0;
    double weights = 0;
    for (int t = from; t < tokens.count(); t++) {
      sum += (t + 1.0) * tokens.at(t, dimension);
      weights += t + 1.0;
    }
    return (float) (sum / weights);
  }
}
