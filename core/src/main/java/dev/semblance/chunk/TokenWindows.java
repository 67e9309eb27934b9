package dev.semblance.chunk;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.TokenSpans;
import dev.semblance.WindowSize;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntPredicate;

/// Cuts the tokens of a text into windows. A window ends before a word that does not fit, unless
/// the word alone fills half of the window; then it ends between two characters of the word. *Safe
/// for use by many threads.*
public record TokenWindows(TokenSpans text) {
  /// Windows of a text at most, so that their vectors fit in memory.
  public static final int MAX = 16_384;

  /// The windows of a part of the text, which cover it.
  ///
  /// @param from the first token of the part
  /// @param end of the part, exclusive
  /// @return at least one window, an empty one for an empty part
  /// @throws SemblanceException TOO_LARGE when there are more than [#MAX]
  public List<TextPart> cut(int from, int end, WindowSize size) {
    List<TextPart> windows = new ArrayList<>();
    int start = from;
    int to = stop(start, end, size);
    windows.add(new TextPart(start, to));
    while (to < end) {
      start = next(start, to, size);
      to = stop(start, end, size);
      windows.add(new TextPart(start, to));
      if (windows.size() > MAX) {
        throw new SemblanceException(
            Fault.TOO_LARGE,
            "the text has %d tokens and more than %d chunks; ask for more `tokens` or less `overlap`"
                .formatted(end - from, MAX));
      }
    }
    return windows;
  }

  /// Where a window ends: at a word's end, unless that takes half of it away; else between two
  /// characters.
  private int stop(int from, int end, WindowSize size) {
    int longest = from + size.tokens();
    if (longest >= end) {
      return end;
    }
    int progress = from + size.overlap() + 1;
    int shortest = Math.max(from + size.tokens() / 2, progress);
    return last(longest, shortest, token -> !continuesAWord(token))
        .orElseGet(
            () -> last(longest, progress, token -> !dividesACharacter(token)).orElse(longest));
  }

  /// Where the window after one begins: at the last word, else at the last character, that leaves
  /// the overlap.
  private int next(int from, int to, WindowSize size) {
    int start = Math.max(to - size.overlap(), from + 1);
    return last(start, from + 1, token -> !continuesAWord(token))
        .orElseGet(() -> last(start, from + 1, token -> !dividesACharacter(token)).orElse(to));
  }

  /// The last token from `at` down to `lowest` that fulfils a condition.
  private static OptionalInt last(int at, int lowest, IntPredicate condition) {
    for (int token = at; token >= lowest; token--) {
      if (condition.test(token)) {
        return OptionalInt.of(token);
      }
    }
    return OptionalInt.empty();
  }

  /// Whether a token continues the word, or the character, of the token before it.
  private boolean continuesAWord(int token) {
    if (token == 0) {
      return false;
    }
    int at = text.starts()[token];
    int[] points = text.points();
    boolean within = at > 0 && at < points.length && at <= text.stops()[token - 1];
    return dividesACharacter(token) || (within && isInWord(points[at - 1]) && isInWord(points[at]));
  }

  private boolean dividesACharacter(int token) {
    int at = text.starts()[token];
    return token > 0 && (at < text.stops()[token - 1] || Graphemes.isInside(text.points(), at));
  }

  /// Ideographs are not part of a longer word: their scripts write no spaces.
  private static boolean isInWord(int point) {
    return Character.isLetterOrDigit(point) && !Character.isIdeographic(point);
  }
}
