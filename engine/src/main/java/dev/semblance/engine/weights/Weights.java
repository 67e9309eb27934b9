package dev.semblance.engine.weights;

import java.util.Set;

/// The tensors of a model, by name. Tensors are views of mapped files and live until [#close].
/// *Safe for use by many threads.*
public interface Weights extends AutoCloseable {
  Set<String> names();

  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when there is no tensor of that name
  Tensor tensor(String name);

  @Override
  void close();
}
