package dev.semblance.chunk;

import java.util.Locale;
import java.util.Set;

/// Where sentences end, in any script that marks it.
///
/// - After `。！？｡` and the marks of Arabic, Urdu, Devanagari, Armenian, Ethiopic, Khmer and Myanmar.
/// - After `.`, `!`, `?` and `…` before a space, unless a small letter follows, or the full stop
///   ends an abbreviation or an initial.
/// - At an empty line.
///
/// Quotes and brackets that close belong to the sentence before them.
final class SentenceEnds {
  /// Marks after which no space is needed.
  private static final String FULL_MARKS = "。！？｡؟۔।॥։።፧፨។៕။";

  private static final String SPACED_MARKS = ".!?…‽";
  private static final String CLOSERS = "\"'”’»›)]}」』】》〉）］〕";
  private static final Set<String> ABBREVIATIONS =
      Set.of(
          "mr", "mrs", "ms", "dr", "prof", "st", "vs", "etc", "no", "fig", "eq", "cf", "al", "inc",
          "ltd", "jr", "sr", "z.b", "d.h", "u.a", "bzw", "ca", "nr", "e.g", "i.e", "p", "pp",
          "vol");

  /// The longest abbreviation, in code points.
  private static final int LONGEST = 4;

  private SentenceEnds() {}

  /// Whether a sentence ends between two tokens.
  ///
  /// @param stop end of the first token, in code points
  /// @param start beginning of the second
  static boolean isBetween(int[] points, int stop, int start) {
    if (emptyLine(points, stop, start)) {
      return true;
    }
    boolean inside = start < stop || start >= points.length;
    if (inside || isMark(points[start]) || (start == stop && isCloser(points[start]))) {
      return false;
    }
    int last = stop - 1;
    while (last >= 0 && (isCloser(points[last]) || Character.isWhitespace(points[last]))) {
      last--;
    }
    if (last < 0) {
      return false;
    }
    if (FULL_MARKS.indexOf(points[last]) >= 0) {
      return true;
    }
    boolean spaced = start > stop || Character.isWhitespace(points[stop - 1]);
    return SPACED_MARKS.indexOf(points[last]) >= 0
        && spaced
        && !Character.isLowerCase(points[start])
        && !(points[last] == '.' && isAbbreviation(points, last));
  }

  private static boolean emptyLine(int[] points, int from, int to) {
    int lines = 0;
    for (int i = from; i < to; i++) {
      lines += points[i] == '\n' || points[i] == '\u2029' ? 1 : 0;
    }
    return lines > 1;
  }

  /// Whether the word before a full stop is a known abbreviation, or one letter.
  private static boolean isAbbreviation(int[] points, int stop) {
    int from = stop;
    while (from > 0 && stop - from <= LONGEST && isInWord(points[from - 1])) {
      from--;
    }
    String word = new String(points, from, stop - from).toLowerCase(Locale.ROOT);
    boolean initial =
        word.length() == 1
            && Character.isLetter(word.charAt(0))
            && !Character.isIdeographic(word.charAt(0));
    return initial || ABBREVIATIONS.contains(word);
  }

  private static boolean isInWord(int point) {
    return Character.isLetter(point) || point == '.';
  }

  private static boolean isCloser(int point) {
    return CLOSERS.indexOf(point) >= 0;
  }

  private static boolean isMark(int point) {
    return FULL_MARKS.indexOf(point) >= 0 || SPACED_MARKS.indexOf(point) >= 0;
  }
}
