package dev.semblance.engine.quantize;

import dev.semblance.Progress;
import dev.semblance.engine.model.ModelFolder;
import java.nio.file.Path;
import java.util.Iterator;

/// What to quantize, with what, and where to.
///
/// @param model the model as it is
/// @param texts like those it will embed, and none that it will be judged by; read only as far as
///   needed, blank ones left out
/// @param out a folder that does not exist yet
/// @param settings how much is measured, and what is good enough
/// @param progress hears of steps
public record QuantizeRequest(
    ModelFolder model,
    Iterator<String> texts,
    Path out,
    QuantizeSettings settings,
    Progress progress) {}
