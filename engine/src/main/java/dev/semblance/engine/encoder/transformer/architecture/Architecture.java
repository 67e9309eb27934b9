package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.weights.Weights;
import java.util.Optional;

/// Reads a family of models. *Safe for use by many threads.*
interface Architecture {

  /// Checks config and tensors, and says how they make an encoder. Allocates nothing of their size.
  ///
  /// @throws dev.semblance.SemblanceException BROKEN_MODEL when a key or tensor is missing or does
  ///   not fit; UNSUPPORTED when the model asks for something this family can do and we cannot
  Blueprint read(Config config, Weights weights);

  /// What reads the images of a family that has a second encoder for them.
  default Optional<Architecture> images() {
    return Optional.empty();
  }
}
