package dev.semblance.engine.quantize;

import dev.semblance.Progress;
import dev.semblance.engine.model.ModelFolder;
import java.nio.file.Path;

/// What to quantize, with what, and where to.
///
/// @param model the model as it is
/// @param texts to calibrate with
/// @param out a folder that does not exist yet
/// @param settings how much is measured, and what is good enough
/// @param progress hears of steps
public record QuantizeRequest(
    ModelFolder model,
    CalibrationTexts texts,
    Path out,
    QuantizeSettings settings,
    Progress progress) {}
