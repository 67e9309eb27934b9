package dev.semblance.engine.quantize;

import dev.semblance.Progress;
import dev.semblance.engine.model.ModelFolder;
import java.nio.file.Path;

/// The model to quantize, with texts and a target folder.
///
/// @param model the original model
/// @param texts to calibrate with
/// @param out a folder that does not exist yet
/// @param settings amount of measurements, and accuracy gate
/// @param progress receives steps
public record QuantizeRequest(
    ModelFolder model,
    CalibrationTexts texts,
    Path out,
    QuantizeSettings settings,
    Progress progress) {}
