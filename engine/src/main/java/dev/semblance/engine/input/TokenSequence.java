package dev.semblance.engine.input;

/// One tokenized input. The arrays belong to the receiver.
///
/// @param ids token ids `[t]`, special tokens included
/// @param types segment ids `[t]`, or empty when all are 0
/// @param promptTokens how many of its first tokens belong to the prompt
/// @param truncated whether tokens were cut off
public record TokenSequence(int[] ids, int[] types, int promptTokens, boolean truncated) {
  /// `t`.
  public int length() {
    return ids.length;
  }

  /// This sequence, of whose tokens the first so many belong to the prompt.
  public TokenSequence afterPrompt(int tokens) {
    return tokens == promptTokens ? this : new TokenSequence(ids, types, tokens, truncated);
  }
}
