package dev.semblance.engine.weights;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.lang.foreign.Arena;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/// Tensors of files mapped in an arena, which is closed with them.
///
/// @param arena owned: closed with the weights
/// @param tensors by name
record MappedWeights(Arena arena, Map<String, Tensor> tensors) implements Weights {

  @Override
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  @Override
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new SemblanceException(Fault.BROKEN_MODEL, "tensor " + name + " is missing");
    }
    return tensor;
  }

  @Override
  public void close() {
    arena.close();
  }
}
