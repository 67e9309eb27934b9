package dev.semblance.engine.weights;

import java.lang.foreign.MemorySegment;

/// A dense, row-major tensor over memory that somebody else owns.
///
/// @param name for messages
/// @param type of its numbers
/// @param shape sizes, outermost first; empty for a scalar
/// @param data exactly as many bytes as type and shape need, possibly unaligned
public record Tensor(String name, ElementType type, long[] shape, MemorySegment data) {}
