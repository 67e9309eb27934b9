package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.weights.Weights;
import java.util.Optional;

/// CLIP: an encoder of texts and one of images that were trained to meet, each with a part of the
/// config and of the tensors for itself. Source: Radford et al., 2021; Yang et al., 2022 (Chinese
/// CLIP).
///
/// @param text what texts are read with
record Clip(Architecture text) implements Architecture {

  @Override
  public Blueprint read(Config config, Weights weights) {
    return text.read(config.under("text_config"), weights);
  }

  @Override
  public Optional<Architecture> images() {
    return Optional.of(
        (config, weights) -> new ClipVision().read(config.under("vision_config"), weights));
  }
}
