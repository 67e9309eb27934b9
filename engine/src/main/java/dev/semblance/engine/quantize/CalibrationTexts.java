package dev.semblance.engine.quantize;

import java.util.Iterator;

/// Texts to calibrate with: similar to those the model will embed, and none of an evaluation set.
///
/// @param name of their source, stored with the scales
/// @param texts read as far as needed; blank ones are skipped
public record CalibrationTexts(String name, Iterator<String> texts) {}
