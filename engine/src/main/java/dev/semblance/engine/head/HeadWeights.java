package dev.semblance.engine.head;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.weights.Tensor;
import dev.semblance.engine.weights.Weights;
import dev.semblance.vector.Linear;
import java.util.List;
import java.util.Optional;

/// Finds a head's tensors, whose names depend on the model's family and on whether the file has the
/// encoder's prefix. *Safe for use by many threads.*
///
/// @param weights the model's tensors, open while heads are read
record HeadWeights(Weights weights) {

  boolean has(String name) {
    return find(name).isPresent();
  }

  /// A linear layer `name.weight`, `name.bias`; without a bias where the file has none.
  ///
  /// @param name empty for a file that has only this layer
  Linear linear(String name) {
    String start = name.isEmpty() ? "" : name + ".";
    Tensor weight = tensor(start + "weight");
    if (weight.shape().length != 2) {
      throw new SemblanceException(
          Fault.BROKEN_MODEL, "tensor " + weight.name() + " is not a matrix");
    }
    int out = Math.toIntExact(weight.shape()[0]);
    float[] bias =
        find(start + "bias")
            .map(found -> found.expect(out).finite().floats())
            .orElseGet(() -> new float[out]);
    return new Linear(weight.finite().floats(), bias, Math.toIntExact(weight.shape()[1]));
  }

  /// A tensor by the first of these names that the file has.
  Tensor tensor(String... names) {
    for (String name : names) {
      Optional<Tensor> found = find(name);
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new SemblanceException(
        Fault.BROKEN_MODEL, "tensor " + String.join(" or ", List.of(names)) + " is missing");
  }

  HeadStep.LayerNormStep layerNorm(String name, double epsilon) {
    float[] scale = tensor(name + ".weight", name + ".gamma").finite().floats();
    float[] shift =
        find(name + ".bias")
            .or(() -> find(name + ".beta"))
            .map(found -> found.expect(scale.length).finite().floats())
            .orElseGet(() -> new float[scale.length]);
    return new HeadStep.LayerNormStep(scale, shift, epsilon);
  }

  private Optional<Tensor> find(String name) {
    if (weights.names().contains(name)) {
      return Optional.of(weights.tensor(name));
    }
    return weights.names().stream()
        .filter(candidate ->
            candidate.endsWith("." + name)
                && candidate.indexOf('.') == candidate.length() - name.length() - 1)
        .findFirst()
        .map(weights::tensor);
  }
}
