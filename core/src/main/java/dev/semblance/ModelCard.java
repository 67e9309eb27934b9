package dev.semblance;

/// What a caller may know of an opened model. *Safe for use by many threads.*
///
/// @param id the name it was opened by
/// @param fingerprint SHA-256 over everything that shapes its vectors: weights, tokenizer, modules,
///   prompts, dimensions, precision; hexadecimal
/// @param shape sizes
/// @param pooling the pooling's name as the folder gives it, such as `cls`
/// @param prompts prefixes by name
public record ModelCard(
    String id, String fingerprint, Shape shape, String pooling, Prompts prompts) {

  /// @param dimensions width `k` of the vectors
  /// @param maxTokens longest input in tokens, special tokens included
  /// @param vocabulary token ids run from 0 to this, exclusive
  /// @param precision the arithmetic, such as `float32`
  public record Shape(int dimensions, int maxTokens, int vocabulary, String precision) {}
}
