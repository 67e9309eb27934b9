package dev.semblance.engine.batch;

import java.util.List;

/// A batch and the cores it may use. Who takes it settles all its inputs and returns the cores by
/// [BatchQueue#release].
///
/// @param inputs longest first, not empty
/// @param cores from 1
record BatchWork(List<WaitingInput<?>> inputs, int cores) {}
