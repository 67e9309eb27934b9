package dev.semblance.engine.input;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One input as an encoder reads it: the tokens of a text, or the patches of an image and one token
/// before them. The arrays belong to the receiver.
///
/// @param ids token ids `[t]`, special tokens included; of an image, 0 … t − 1
/// @param types segment ids `[t]`, or empty when all are 0
/// @param promptTokens how many of its first tokens belong to the prompt
/// @param truncated whether tokens were cut off
/// @param unattended how many of its last tokens are computed and not attended to
/// @param image what it shows, or none for a text
public record TokenSequence(
    int[] ids,
    int[] types,
    int promptTokens,
    boolean truncated,
    int unattended,
    @Nullable Patches image) {

  /// A sequence that is attended to as a whole.
  public TokenSequence(int[] ids, int[] types, int promptTokens, boolean truncated) {
    this(ids, types, promptTokens, truncated, 0, null);
  }

  static TokenSequence of(Patches image) {
    int[] ids = IntStream.rangeClosed(0, image.count()).toArray();
    return new TokenSequence(ids, new int[0], 0, false, 0, image);
  }

  public boolean isImage() {
    return image != null;
  }

  /// `t`.
  public int length() {
    return ids.length;
  }

  /// This sequence, of whose tokens the first so many belong to the prompt.
  public TokenSequence afterPrompt(int tokens) {
    return tokens == promptTokens
        ? this
        : new TokenSequence(ids, types, tokens, truncated, unattended, image);
  }

  /// This sequence, filled up with a token.
  ///
  /// @param length of the whole, no less than `t`
  /// @param token with which it is filled up
  /// @param attended whether the others attend to what was added
  public TokenSequence paddedTo(int length, int token, boolean attended) {
    int[] longer = Arrays.copyOf(ids, length);
    Arrays.fill(longer, ids.length, length, token);
    int[] longerTypes = types.length == 0 ? types : Arrays.copyOf(types, length);
    int added = attended ? 0 : length - ids.length;
    return new TokenSequence(longer, longerTypes, promptTokens, truncated, added, image);
  }
}
