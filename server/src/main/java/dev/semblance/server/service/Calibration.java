package dev.semblance.server.service;

import dev.semblance.Output;
import dev.semblance.vector.Ranges;

/// Ranges by which vectors of one model become int8 and uint8 codes.
///
/// @param model its name
/// @param kind which of its vectors: dense, or one a token
/// @param ranges as many dimensions as those vectors
public record Calibration(String model, Output kind, Ranges ranges) {}
