package dev.semblance.engine.batch;

import dev.semblance.Embedded;

/// The result of one input, and where the time went.
///
/// @param value the head's result
/// @param timing of the input; all zero for a result that was not computed
public record Timed<R>(R value, Embedded.Timing timing) {}
