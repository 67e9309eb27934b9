package dev.semblance.server.calibration;

import dev.semblance.Output;
import dev.semblance.vector.Ranges;
import org.jspecify.annotations.Nullable;

/// Quantization ranges of one kind of vectors of one model, for int8 and uint8.
///
/// @param model its name
/// @param fingerprint the model's; null where the source of the ranges does not give it
/// @param kind of its vectors: dense, or one a token
/// @param ranges for each dimension of those vectors
public record OutputRanges(
    String model, @Nullable String fingerprint, Output kind, Ranges ranges) {}
