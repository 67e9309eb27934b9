package dev.semblance.engine.encoder.transformer.architecture;

import dev.semblance.engine.weights.Weights;
import java.util.Optional;

/// CLIP: a text encoder and an image encoder trained into one vector space, each with its own part
/// of the config and of the tensors. Source: Radford et al., 2021; Yang et al., 2022 (Chinese
/// CLIP).
///
/// @param text the text encoder
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
