package dev.semblance.engine.encoder;

/// The rows of the last hidden state that a caller needs; the rest need not be computed.
public enum Rows {
  /// Every token's row: `[n,d]`.
  ALL,
  /// The row of each input's first token: `[b,d]`.
  FIRST
}
