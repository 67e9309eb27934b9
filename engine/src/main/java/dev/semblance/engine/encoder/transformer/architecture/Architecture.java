package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.weights.Weights;
import java.util.Optional;

/// Reads the config and weights of a family of models. *Safe for use by many threads.*
interface Architecture {

  /// Checks config and tensors and describes the encoder. Tensors are not copied.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when a key or tensor is missing or does
  ///   not fit; UNSUPPORTED when the model uses a variant of the family that is not implemented
  Blueprint read(Config config, Weights weights);

  /// The image encoder of a family that has one.
  default Optional<Architecture> images() {
    return Optional.empty();
  }
}
