package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.LinearWeights;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.Norm;
import dev.semblance.engine.encoder.transformer.architecture.Blueprint.WeightRows;
import dev.semblance.engine.weights.Tensor;
import dev.semblance.engine.weights.Weights;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A model's tensors by the names of its architecture, each checked for the shape that the config
/// gives. A prefix such as `bert.` is found and removed; a norm's `gamma` and `beta` are its
/// `weight` and `bias`.
final class ModelTensors {
  private static final List<String> PREFIXES =
      List.of(
          "",
          "bert.",
          "roberta.",
          "distilbert.",
          "mpnet.",
          "model.",
          "new.",
          "gte.",
          "nomic_bert.",
          "text_model.",
          "vision_model.",
          "0.auto_model.");

  private final Weights weights;
  private final String prefix;

  /// @param known a tensor that every model of the architecture has
  ModelTensors(Weights weights, String known) {
    this.weights = weights;
    prefix =
        PREFIXES.stream().filter(p -> weights.names().contains(p + known)).findFirst().orElse("");
  }

  boolean has(String name) {
    return weights.names().contains(prefix + name);
  }

  /// @throws SemblanceException BROKEN_MODEL when it is missing or has another shape
  Tensor tensor(String name, long... shape) {
    if (!has(name)) {
      throw new SemblanceException(Fault.BROKEN_MODEL, "tensor " + prefix + name + " is missing");
    }
    return weights.tensor(prefix + name).expect(shape);
  }

  /// A table of at least `rows` rows of `columns` numbers.
  Tensor table(String name, long rows, long columns) {
    Tensor table = has(name) ? weights.tensor(prefix + name) : tensor(name, rows, columns);
    long[] shape = table.shape();
    return shape.length == 2 && shape[0] > rows && shape[1] == columns
        ? table
        : table.expect(rows, columns);
  }

  @Nullable Tensor optionalTable(String name, long rows, long columns) {
    return has(name) ? table(name, rows, columns) : null;
  }

  Norm norm(String name, int width, double epsilon) {
    String weight = has(name + ".gamma") ? name + ".gamma" : name + ".weight";
    String bias = has(name + ".beta") ? name + ".beta" : name + ".bias";
    return new Norm(tensor(weight, width), has(bias) ? tensor(bias, width) : null, (float) epsilon);
  }

  /// `name.weight` `[out,in]` and, where it exists, `name.bias` `[out]`.
  LinearWeights linear(String stableName, String name, int out, int in) {
    return linear(stableName, in, List.of(part(name, out, in)));
  }

  /// Several matrices stacked into one product.
  LinearWeights linear(String stableName, int in, List<WeightRows> parts) {
    return new LinearWeights(
        stableName, in, parts.stream().mapToInt(WeightRows::rows).sum(), parts);
  }

  WeightRows part(String name, int out, int in) {
    return part(name, out, in, 0, out);
  }

  /// `rows` rows from `from` of `name.weight` `[out,in]`.
  WeightRows part(String name, int out, int in, int from, int rows) {
    Tensor bias = has(name + ".bias") ? tensor(name + ".bias", out) : null;
    return new WeightRows(tensor(name + ".weight", out, in), bias, from, rows);
  }

  /// Queries, keys and values from three matrices `[d,d]`.
  LinearWeights qkv(String stableName, int width, String... names) {
    List<WeightRows> parts = new ArrayList<>();
    for (String name : names) {
      parts.add(part(name, width, width));
    }
    return linear(stableName, width, parts);
  }
}
