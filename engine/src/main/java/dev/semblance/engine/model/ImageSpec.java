package dev.semblance.engine.model;

import java.util.List;

/// How a model reads images.
///
/// @param preprocessing how images are prepared
/// @param patch side of a patch, in pixels
/// @param patches number of patches of an image
/// @param modules the pipeline; the first is the encoder
public record ImageSpec(
    ImagePreprocessing preprocessing, int patch, int patches, List<ModuleSpec> modules) {

  ImageSpec with(List<ModuleSpec> changed) {
    return new ImageSpec(preprocessing, patch, patches, changed);
  }
}
