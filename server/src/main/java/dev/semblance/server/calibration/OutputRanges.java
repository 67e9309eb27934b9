package dev.semblance.server.calibration;

import dev.semblance.Output;
import dev.semblance.vector.Ranges;
import org.jspecify.annotations.Nullable;

/// Ranges by which vectors of one model become int8 and uint8 codes.
///
/// @param model its name
/// @param fingerprint the model's; null where whoever gives the ranges does not know it
/// @param kind which of its vectors: dense, or one a token
/// @param ranges as many dimensions as those vectors
public record OutputRanges(
    String model, @Nullable String fingerprint, Output kind, Ranges ranges) {}
