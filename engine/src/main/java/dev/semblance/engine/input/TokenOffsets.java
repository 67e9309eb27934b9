package dev.semblance.engine.input;

import dev.semblance.TokenSpans;
import java.util.Arrays;

/// Every token of a text with its offsets in it. The arrays belong to the receiver.
///
/// @param ids `[t]`, special tokens included
/// @param starts `[t]`, in code points
/// @param stops `[t]`, exclusive
/// @param ends special tokens before the text and after it
/// @param points the text's code points, as the tokenizer read them
public record TokenOffsets(int[] ids, int[] starts, int[] stops, Ends ends, int[] points) {

  /// @param before how many special tokens begin a text
  /// @param after how many end it
  public record Ends(int before, int after) {

    /// @param special `[t]`, 1 for special tokens
    static Ends ofMask(long[] special) {
      int before = 0;
      while (before < special.length && special[before] == 1) {
        before++;
      }
      int after = 0;
      while (after < special.length - before && special[special.length - 1 - after] == 1) {
        after++;
      }
      return new Ends(before, after);
    }
  }

  /// The first token after a prompt of so many code points.
  public int firstAfterPrompt(int prompt) {
    int token = ends.before();
    while (token < ids.length - ends.after() && starts[token] < prompt) {
      token++;
    }
    return token;
  }

  /// Where some of its tokens are.
  ///
  /// @param from the first
  /// @param count how many
  public TokenSpans spans(int from, int count) {
    return new TokenSpans(
        Arrays.copyOfRange(starts, from, from + count),
        Arrays.copyOfRange(stops, from, from + count),
        points);
  }

  /// A span of its tokens, between its first tokens and its last special ones.
  ///
  /// @param prefix how many of the first tokens are put before the span
  /// @param from first token of the span
  /// @param to exclusive
  public int[] window(int prefix, int from, int to) {
    int after = ends.after();
    int[] window = Arrays.copyOf(ids, prefix + to - from + after);
    System.arraycopy(ids, from, window, prefix, to - from);
    System.arraycopy(ids, ids.length - after, window, prefix + to - from, after);
    return window;
  }
}
