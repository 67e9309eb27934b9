package dev.semblance.engine.head;

import dev.semblance.Embedding;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.vector.Vectors;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// ColBERT's token vectors: each token's row through the modules after the transformer, scaled to
/// length 1; masked tokens are left out. *Safe for use by many threads.*
///
/// Source: Khattab and Zaharia 2020, "ColBERT"; sentence-transformers, `MultiVectorEncoder`.
final class TokenVectorHead implements Head {
  private final List<HeadStep> steps;
  private final Set<Integer> masked;
  private final int width;

  private TokenVectorHead(List<HeadStep> steps, Set<Integer> masked, int width) {
    this.steps = steps;
    this.masked = masked;
    this.width = width;
  }

  /// @param hidden the encoder's width `d`
  /// @param masked ids of the tokens that get no vector
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when widths do not fit or weights are
  ///   missing
  static TokenVectorHead open(ModelSpec spec, int hidden, Set<Integer> masked) {
    HeadSteps steps = HeadSteps.open(spec, hidden);
    return new TokenVectorHead(steps.steps(), masked, steps.width());
  }

  @Override
  public Rows rows() {
    return Rows.ALL;
  }

  int width() {
    return width;
  }

  @Override
  public Embedding.MultiVector apply(TokenVectors tokens) {
    float[] values = new float[tokens.count() * width];
    int kept = 0;
    for (int t = 0; t < tokens.count(); t++) {
      if (!masked.contains(tokens.tokens().ids()[t])) {
        float[] row = tokens.rows(t, 1).row(0, tokens.width());
        for (HeadStep step : steps) {
          row = step.apply(row);
        }
        Vectors.normalize(row);
        System.arraycopy(row, 0, values, kept++ * width, width);
      }
    }
    return new Embedding.MultiVector(Arrays.copyOf(values, kept * width), width);
  }
}
