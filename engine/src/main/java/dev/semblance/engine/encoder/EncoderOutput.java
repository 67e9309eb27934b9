package dev.semblance.engine.encoder;

/// What the rows of an encoder's [Hidden] are.
public enum EncoderOutput {
  /// One vector for each token.
  TOKENS,
  /// One finished vector for each input: pooled, and passed through all modules.
  EMBEDDINGS,
  /// One score for each label of each input.
  LOGITS
}
