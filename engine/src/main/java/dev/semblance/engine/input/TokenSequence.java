package dev.semblance.engine.input;

/// One tokenized input. The arrays belong to the receiver.
///
/// @param ids token ids `[t]`, special tokens included
/// @param types segment ids `[t]`, or empty when all are 0
/// @param truncated whether tokens were cut off
public record TokenSequence(int[] ids, int[] types, boolean truncated) {
  /// `t`.
  public int length() {
    return ids.length;
  }
}
