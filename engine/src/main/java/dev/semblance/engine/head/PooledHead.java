package dev.semblance.engine.head;

import dev.semblance.Embedding;
import dev.semblance.engine.encoder.Rows;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import dev.semblance.vector.Linear;
import java.util.ArrayList;
import java.util.List;

/// Pooling and the modules after it: token vectors `[t,d]` to one vector `[k]`. *Safe for use by
/// many threads.*
///
/// A Normalize module at the very end is left to the request, which may want the length kept.
public final class PooledHead implements Head {
  private static final double MODULE_EPSILON = 1e-5;

  private final Pooler pooler;
  private final List<Stage> stages;
  private final int width;

  private PooledHead(Pooler pooler, List<Stage> stages, int width) {
    this.pooler = pooler;
    this.stages = stages;
    this.width = width;
  }

  /// @param hidden the encoder's width `d`
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when widths do not fit or weights are
  ///   missing
  public static PooledHead open(ModelSpec spec, int hidden) {
    Pooler pooler = null;
    List<Stage> stages = new ArrayList<>();
    int width = hidden;
    for (ModuleSpec module : withoutLastNormalize(spec.modules())) {
      switch (module) {
        case ModuleSpec.Transformer _, ModuleSpec.StaticEmbedding _ -> {}
        case ModuleSpec.MlmTransformer _, ModuleSpec.SpladePooling _ ->
            throw spec.folder().broken("modules.json mixes SPLADE with other modules");
        case ModuleSpec.Pooling pooling -> {
          pooler = new Pooler(pooling);
          width = pooler.width(hidden);
        }
        case ModuleSpec.Dense dense -> {
          requireWidth(spec.folder(), dense.path(), dense.in(), width);
          stages.add(dense(spec.folder(), dense));
          width = dense.out();
        }
        case ModuleSpec.LayerNorm norm -> {
          requireWidth(spec.folder(), norm.path(), norm.width(), width);
          stages.add(layerNorm(spec.folder(), norm));
        }
        case ModuleSpec.Normalize _ -> stages.add(new Stage.Normalize());
      }
    }
    if (spec.modules().getFirst() instanceof ModuleSpec.StaticEmbedding) {
      pooler = Pooler.mean();
    }
    if (pooler == null) {
      throw spec.folder().broken("modules.json has no Pooling");
    }
    return new PooledHead(pooler, List.copyOf(stages), width);
  }

  @Override
  public Rows rows() {
    return pooler.rows();
  }

  /// `k`.
  public int width() {
    return width;
  }

  /// The vector `[k]` of one input, of whatever length it comes to.
  @Override
  public Embedding.Dense apply(TokenVectors tokens) {
    float[] vector = pooler.pool(tokens);
    for (Stage stage : stages) {
      vector = stage.apply(vector);
    }
    return new Embedding.Dense(vector);
  }

  private static List<ModuleSpec> withoutLastNormalize(List<ModuleSpec> modules) {
    int end = modules.size();
    while (end > 0 && modules.get(end - 1) instanceof ModuleSpec.Normalize) {
      end--;
    }
    return modules.subList(0, end);
  }

  private static void requireWidth(ModelFolder folder, String path, int declared, int actual) {
    if (declared != actual) {
      throw folder.broken(
          path + " reads " + declared + " numbers, the step before gives " + actual);
    }
  }

  private static Stage dense(ModelFolder folder, ModuleSpec.Dense spec) {
    try (Weights weights = WeightFiles.openModule(folder, spec.path())) {
      float[] matrix =
          weights.tensor("linear.weight").expect(spec.out(), spec.in()).finite().floats();
      float[] bias =
          spec.bias()
              ? weights.tensor("linear.bias").expect(spec.out()).finite().floats()
              : new float[spec.out()];
      return new Stage.Dense(new Linear(matrix, bias, spec.in()), spec.activation());
    }
  }

  private static Stage layerNorm(ModelFolder folder, ModuleSpec.LayerNorm spec) {
    try (Weights weights = WeightFiles.openModule(folder, spec.path())) {
      var _ = weights.tensor("norm.weight").expect(spec.width());
      return new HeadWeights(weights).layerNorm("norm", MODULE_EPSILON);
    }
  }
}
