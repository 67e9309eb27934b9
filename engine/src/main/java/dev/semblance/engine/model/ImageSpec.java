package dev.semblance.engine.model;

import java.util.List;

/// How a model reads images.
///
/// @param preprocessing how it wants them
/// @param patch side of a patch, in pixels
/// @param patches how many an image has
/// @param modules the pipeline; the first is the encoder
public record ImageSpec(
    ImagePreprocessing preprocessing, int patch, int patches, List<ModuleSpec> modules) {}
