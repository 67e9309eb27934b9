package dev.semblance.engine.batch;

/// What became of one input.
///
/// @param value what the head made of it
/// @param queueNanos how long it waited for a batch
/// @param computeNanos how long its batch took, heads included
public record Timed<R>(R value, long queueNanos, long computeNanos) {}
