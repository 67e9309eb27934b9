package dev.semblance.engine.head;

import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelSpec;
import dev.semblance.engine.model.ModuleSpec;
import dev.semblance.engine.model.ModuleSpec.Tensors;
import dev.semblance.engine.weights.WeightFiles;
import dev.semblance.engine.weights.Weights;
import dev.semblance.vector.Linear;
import java.util.ArrayList;
import java.util.List;

/// The steps after the encoder or its pooling, read from a model's modules.
///
/// @param steps in their order
/// @param width of the vectors they end with, `k`
record HeadSteps(List<HeadStep> steps, int width) {
  /// A Normalize module at the very end is left out: normalising is an option of the request. One
  /// before a cut stays, since a cut vector has another length.
  ///
  /// @param width of the vectors they begin with
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when widths do not fit or weights are
  ///   missing
  static HeadSteps open(ModelSpec spec, int width) {
    List<HeadStep> steps = new ArrayList<>();
    for (ModuleSpec module : withoutLastNormalize(spec.modules())) {
      switch (module) {
        case ModuleSpec.DenseModule dense -> {
          requireWidth(spec.folder(), dense.tensors(), dense.in(), width);
          steps.add(dense(spec, dense));
          width = dense.out();
        }
        case ModuleSpec.LayerNormModule norm -> {
          requireWidth(spec.folder(), norm.tensors(), norm.width(), width);
          steps.add(layerNorm(spec, norm));
        }
        case ModuleSpec.NormalizeModule _ -> steps.add(new HeadStep.NormalizeStep());
        case ModuleSpec.CutModule cut -> {
          width = Math.min(width, cut.width());
          steps.add(new HeadStep.CutStep(width));
        }
        case ModuleSpec.MlmTransformer _,
            ModuleSpec.SpladePooling _,
            ModuleSpec.SparseStaticEmbedding _ ->
            throw spec.folder().broken("modules.json mixes sparse modules with others");
        case ModuleSpec.Transformer _,
            ModuleSpec.StaticEmbedding _,
            ModuleSpec.Pooling _,
            ModuleSpec.EndPooling _,
            ModuleSpec.QueryExpansion _,
            ModuleSpec.TokenMask _ -> {}
      }
    }
    return new HeadSteps(List.copyOf(steps), width);
  }

  float[] apply(float[] vector) {
    float[] x = vector;
    for (HeadStep step : steps) {
      x = step.apply(x);
    }
    return x;
  }

  private static List<ModuleSpec> withoutLastNormalize(List<ModuleSpec> modules) {
    int end = modules.size();
    while (end > 0 && modules.get(end - 1) instanceof ModuleSpec.NormalizeModule) {
      end--;
    }
    return modules.subList(0, end);
  }

  private static void requireWidth(ModelFolder folder, Tensors tensors, int declared, int actual) {
    if (declared != actual) {
      throw folder.broken(
          tensors + " reads " + declared + " numbers, the step before gives " + actual);
    }
  }

  private static HeadStep dense(ModelSpec model, ModuleSpec.DenseModule spec) {
    String name = spec.tensors().name();
    try (Weights weights = weights(model, spec.tensors())) {
      float[] matrix =
          weights.tensor(name + ".weight").expect(spec.out(), spec.in()).finite().floats();
      float[] bias =
          spec.terms().bias()
              ? weights.tensor(name + ".bias").expect(spec.out()).finite().floats()
              : new float[spec.out()];
      var dense = new HeadStep.DenseStep(new Linear(matrix, bias, spec.in()), spec.activation());
      return spec.terms().residual() ? residual(weights, dense, spec) : dense;
    }
  }

  private static HeadStep residual(
      Weights weights, HeadStep.DenseStep dense, ModuleSpec.DenseModule spec) {
    if (spec.in() == spec.out()) {
      return new HeadStep.ResidualStep(dense, null);
    }
    float[] matrix =
        weights.tensor("residual.weight").expect(spec.out(), spec.in()).finite().floats();
    return new HeadStep.ResidualStep(dense, new Linear(matrix, new float[spec.out()], spec.in()));
  }

  private static Weights weights(ModelSpec model, Tensors tensors) {
    return tensors.path().isEmpty()
        ? WeightFiles.open(model.encoderFolder())
        : WeightFiles.openModule(model.folder(), tensors.path());
  }

  private static HeadStep layerNorm(ModelSpec model, ModuleSpec.LayerNormModule spec) {
    String name = spec.tensors().name();
    try (Weights weights = weights(model, spec.tensors())) {
      var _ = weights.tensor(name + ".weight").expect(spec.width());
      return new HeadWeights(weights).layerNorm(name, spec.epsilon());
    }
  }
}
