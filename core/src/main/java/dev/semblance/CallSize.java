package dev.semblance;

/// Size of a call of a model, known once its inputs are tokens.
///
/// @param results one for each input, or for each window of a text that is cut into windows
/// @param tokens of all of them together
/// @param width of the encoder's token vectors
public record CallSize(int results, long tokens, int width) {}
