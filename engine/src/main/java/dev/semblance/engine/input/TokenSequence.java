package dev.semblance.engine.input;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// One input as an encoder reads it: the tokens of a text, or the patches of an image and one token
/// before them. The arrays belong to the receiver.
///
/// @param ids token ids `[t]`, special tokens included; of an image, 0 … t − 1
/// @param types segment ids `[t]`; null when all are 0
/// @param margins tokens at its two ends that are treated differently
/// @param truncated whether tokens were cut off
/// @param image the patches; null for a text
public record TokenSequence(
    int[] ids,
    int @Nullable [] types,
    Margins margins,
    boolean truncated,
    @Nullable Patches image) {

  /// Tokens at the two ends of a sequence.
  ///
  /// @param prompt how many of the first tokens belong to the prompt
  /// @param unattended how many of the last tokens are computed and not attended to
  public record Margins(int prompt, int unattended) {
    private static final Margins NONE = new Margins(0, 0);
  }

  /// A text, all of segment 0.
  public static TokenSequence ofText(int[] ids, boolean truncated) {
    return new TokenSequence(ids, null, Margins.NONE, truncated, null);
  }

  /// A pair of texts.
  ///
  /// @param types segment ids `[t]`
  static TokenSequence ofPair(int[] ids, int[] types, boolean truncated) {
    return new TokenSequence(ids, types, Margins.NONE, truncated, null);
  }

  /// An image; its first token represents the whole image.
  public static TokenSequence ofImage(Patches image) {
    int[] ids = IntStream.rangeClosed(0, image.count()).toArray();
    return new TokenSequence(ids, null, Margins.NONE, false, image);
  }

  public boolean isImage() {
    return image != null;
  }

  /// `t`.
  public int length() {
    return ids.length;
  }

  /// How many of the first tokens belong to the prompt.
  public int promptTokens() {
    return margins.prompt();
  }

  /// How many of the first tokens are attended to; the rest is padding that is computed all the
  /// same.
  public int attended() {
    return ids.length - margins.unattended();
  }

  /// This sequence, whose first so many tokens belong to the prompt.
  public TokenSequence afterPrompt(int tokens) {
    return tokens == margins.prompt()
        ? this
        : new TokenSequence(
            ids, types, new Margins(tokens, margins.unattended()), truncated, image);
  }

  /// This sequence, padded at its end with a token.
  ///
  /// @param length of the result, no less than `t`
  /// @param token id of the padding
  /// @param attended whether the other tokens attend to the padding
  TokenSequence paddedTo(int length, int token, boolean attended) {
    int[] longer = Arrays.copyOf(ids, length);
    Arrays.fill(longer, ids.length, length, token);
    int[] longerTypes = types == null ? null : Arrays.copyOf(types, length);
    var longerMargins = new Margins(margins.prompt(), attended ? 0 : length - ids.length);
    return new TokenSequence(longer, longerTypes, longerMargins, truncated, image);
  }
}
