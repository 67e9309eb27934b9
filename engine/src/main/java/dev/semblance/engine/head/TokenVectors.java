package dev.semblance.engine.head;

/// The rows of one input in a batch's hidden states. A view: the array belongs to the batch.
///
/// @param values hidden states of the whole batch
/// @param first the input's first row
/// @param count how many rows it has, `t`, or 1 where only the first was computed
/// @param width `d`
/// @param promptTokens how many of its first rows belong to the prompt
public record TokenVectors(float[] values, int first, int count, int width, int promptTokens) {
  float at(int token, int dimension) {
    return values[(first + token) * width + dimension];
  }
}
