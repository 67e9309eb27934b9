package dev.semblance.engine.head;

import dev.semblance.Embedding;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.ModuleSpec;
import java.util.List;

/// Pooling and the modules after it: token vectors `[t,d]` to one vector `[k]`. *Safe for use by
/// many threads.*
///
/// A Normalize module at the very end is left out: normalising is an option of the request.
public final class PooledHead implements Head {
  private final Pooler pooler;
  private final HeadSteps steps;

  private PooledHead(Pooler pooler, HeadSteps steps) {
    this.pooler = pooler;
    this.steps = steps;
  }

  /// @param hidden the encoder's width `d`
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when widths do not fit or weights are
  ///   missing
  public static PooledHead open(ModelSpec spec, int hidden) {
    Pooler pooler = pooler(spec);
    return new PooledHead(pooler, HeadSteps.open(spec, pooler.width(hidden)));
  }

  /// The head of an encoder whose rows are finished vectors.
  static PooledHead finished(int width) {
    return new PooledHead(TokenPooler.cls(), new HeadSteps(List.of(), width));
  }

  @Override
  public Rows rows() {
    return pooler.rows();
  }

  /// Whether any span of tokens can be pooled; false for a pooling that reads only a text's first
  /// or last token.
  public boolean poolsParts() {
    return pooler.poolsParts();
  }

  /// `k`.
  public int width() {
    return steps.width();
  }

  /// The vector `[k]` of one input, not normalised unless a module before the end does it.
  @Override
  public Embedding.Dense apply(TokenVectors tokens) {
    return new Embedding.Dense(steps.apply(pooler.pool(tokens)));
  }

  private static Pooler pooler(ModelSpec spec) {
    if (spec.modules().getFirst() instanceof ModuleSpec.StaticEmbedding) {
      return TokenPooler.mean();
    }
    for (ModuleSpec module : spec.modules()) {
      if (module instanceof ModuleSpec.Pooling pooling) {
        return new TokenPooler(pooling);
      }
      if (module instanceof ModuleSpec.EndPooling pooling) {
        return new EndPooler(pooling);
      }
    }
    throw spec.folder().broken("modules.json has no Pooling");
  }
}
