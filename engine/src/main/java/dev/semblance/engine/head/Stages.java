package dev.semblance.engine.head;

import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import dev.semblance.vector.Linear;
import java.util.ArrayList;
import java.util.List;

/// The steps a vector takes after the encoder or its pooling, read from a model's modules.
///
/// @param steps in their order
/// @param width of the vectors they end with, `k`
record Stages(List<Stage> steps, int width) {
  private static final double MODULE_EPSILON = 1e-5;

  /// A Normalize module at the very end is left to whoever finishes the vectors.
  ///
  /// @param width of the vectors they begin with
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when widths do not fit or weights are
  ///   missing
  static Stages open(ModelSpec spec, int width) {
    List<Stage> steps = new ArrayList<>();
    for (ModuleSpec module : withoutLastNormalize(spec.modules())) {
      switch (module) {
        case ModuleSpec.Dense dense -> {
          String name = dense.path().isEmpty() ? "the projection" : dense.path();
          requireWidth(spec.folder(), name, dense.in(), width);
          steps.add(dense(spec.folder(), dense));
          width = dense.out();
        }
        case ModuleSpec.LayerNorm norm -> {
          requireWidth(spec.folder(), norm.path(), norm.width(), width);
          steps.add(layerNorm(spec.folder(), norm));
        }
        case ModuleSpec.Normalize _ -> steps.add(new Stage.Normalize());
        case ModuleSpec.MlmTransformer _,
            ModuleSpec.SpladePooling _,
            ModuleSpec.SparseStaticEmbedding _ ->
            throw spec.folder().broken("modules.json mixes sparse modules with others");
        case ModuleSpec.Transformer _,
            ModuleSpec.StaticEmbedding _,
            ModuleSpec.Pooling _,
            ModuleSpec.QueryExpansion _,
            ModuleSpec.TokenMask _ -> {}
      }
    }
    return new Stages(List.copyOf(steps), width);
  }

  float[] apply(float[] vector) {
    float[] x = vector;
    for (Stage step : steps) {
      x = step.apply(x);
    }
    return x;
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
    try (Weights weights = weights(folder, spec.path())) {
      float[] matrix =
          weights.tensor("linear.weight").expect(spec.out(), spec.in()).finite().floats();
      float[] bias =
          spec.bias()
              ? weights.tensor("linear.bias").expect(spec.out()).finite().floats()
              : new float[spec.out()];
      return new Stage.Dense(new Linear(matrix, bias, spec.in()), spec.activation());
    }
  }

  /// @param path empty for the model's own
  private static Weights weights(ModelFolder folder, String path) {
    return path.isEmpty() ? WeightFiles.open(folder) : WeightFiles.openModule(folder, path);
  }

  private static Stage layerNorm(ModelFolder folder, ModuleSpec.LayerNorm spec) {
    try (Weights weights = WeightFiles.openModule(folder, spec.path())) {
      var _ = weights.tensor("norm.weight").expect(spec.width());
      return new HeadWeights(weights).layerNorm("norm", MODULE_EPSILON);
    }
  }
}
