package dev.semblance.server.command.model;

/// What determines the vectors of a run of `embed`.
///
/// @param settings the model's fingerprint, prompt and width, in any form
/// @param width numbers in each vector, `k`
record VectorRun(String settings, int width) {}
