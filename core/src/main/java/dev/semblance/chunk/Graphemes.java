package dev.semblance.chunk;

/// Whether two code points belong to one extended grapheme cluster: the rules GB3 to GB13 of
/// Unicode's annex 29 (https://unicode.org/reports/tr29), without GB9c for conjuncts of Indic
/// scripts, by the general categories that the rules' properties are made of.
final class Graphemes {
  private static final int JOINER = 0x200D;

  private Graphemes() {}

  /// Whether the place before a code point is inside of a cluster.
  ///
  /// @param at index of the code point, from 0 to the length
  static boolean isInside(int[] points, int at) {
    if (at <= 0 || at >= points.length) {
      return false;
    }
    int before = points[at - 1];
    int after = points[at];
    if (before == '\r' || before == '\n' || after == '\r') {
      return before == '\r' && after == '\n';
    }
    return extendsCluster(after)
        || (before == JOINER && isPictograph(after))
        || (isFlag(after) && flagsBefore(points, at) % 2 == 1)
        || isHangulSyllable(before, after);
  }

  /// Combining marks, variation selectors, joiners, tones of skin, tags.
  private static boolean extendsCluster(int point) {
    int type = Character.getType(point);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || point == JOINER
        || point == 0x200C
        || (point >= 0x1F3FB && point <= 0x1F3FF)
        || (point >= 0xE0020 && point <= 0xE007F)
        || point == 0xFF9E
        || point == 0xFF9F;
  }

  private static boolean isPictograph(int point) {
    return Character.isExtendedPictographic(point);
  }

  private static boolean isFlag(int point) {
    return point >= 0x1F1E6 && point <= 0x1F1FF;
  }

  private static int flagsBefore(int[] points, int at) {
    int count = 0;
    while (at - count > 0 && isFlag(points[at - count - 1])) {
      count++;
    }
    return count;
  }

  /// Letters of Hangul that are written as one syllable.
  private static boolean isHangulSyllable(int before, int after) {
    boolean leading = before >= 0x1100 && before <= 0x115F;
    boolean syllable = before >= 0xAC00 && before <= 0xD7A3;
    boolean open = syllable && (before - 0xAC00) % 28 == 0;
    boolean vowelBefore = before >= 0x1160 && before <= 0x11A7;
    boolean finalBefore = before >= 0x11A8 && before <= 0x11FF;
    boolean vowel = after >= 0x1160 && after <= 0x11A7;
    boolean last = after >= 0x11A8 && after <= 0x11FF;
    boolean begins = (after >= 0x1100 && after <= 0x115F) || (after >= 0xAC00 && after <= 0xD7A3);
    return (leading && (begins || vowel))
        || ((open || vowelBefore) && (vowel || last))
        || ((syllable || finalBefore) && last);
  }
}
