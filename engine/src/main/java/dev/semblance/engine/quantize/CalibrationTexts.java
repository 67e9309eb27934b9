package dev.semblance.engine.quantize;

import java.util.Iterator;

/// Texts to calibrate with: like those the model will embed, and none that it will be judged by.
///
/// @param name where they come from; it is written beside the scales
/// @param texts read only as far as needed, blank ones left out
public record CalibrationTexts(String name, Iterator<String> texts) {}
