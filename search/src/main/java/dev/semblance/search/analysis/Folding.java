package dev.semblance.search.analysis;

import com.ibm.icu.text.Normalizer2;
import java.util.Locale;
import org.apache.lucene.analysis.icu.ICUFoldingFilter;

/// The normal form of words, in which spellings of one word meet. *Safe for use by many threads.*
///
/// Alphabetic scripts are folded as Unicode Technical Report 30 says: case, accents, ligatures,
/// width, the digits of other scripts. Others only by NFKC with case folding, because their marks
/// are letters: `が` is not `か`.
final class Folding {
  private static final String POSSESSIVE = "'s";

  /// Loaded with the first word outside ASCII.
  private static final class Normalizers {
    static final Normalizer2 ACCENTS = ICUFoldingFilter.NORMALIZER;
    static final Normalizer2 CASE = Normalizer2.getNFKCCasefoldInstance();
  }

  private Folding() {}

  /// The form of a word without case, accents and the English possessive.
  static String of(String word) {
    return withoutPossessive(
        isAscii(word)
            ? word.toLowerCase(Locale.ROOT)
            : (isAlphabetic(word) ? Normalizers.ACCENTS : Normalizers.CASE).normalize(word));
  }

  /// The form of a word without case; accents stay.
  static String withAccents(String word) {
    return withoutPossessive(
        isAscii(word) ? word.toLowerCase(Locale.ROOT) : Normalizers.CASE.normalize(word));
  }

  private static String withoutPossessive(String folded) {
    int end = folded.length() - POSSESSIVE.length();
    return end > 0 && folded.charAt(end + 1) == 's' && Elision.isApostrophe(folded.charAt(end))
        ? folded.substring(0, end)
        : folded;
  }

  static boolean isAscii(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }

  /// Whether all characters are of Latin, Greek, Cyrillic, Armenian, Hebrew or Arabic script, or
  /// compatibility forms of such.
  private static boolean isAlphabetic(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      boolean alphabetic =
          c < 0x0900
              || (c >= 0x1D00 && c < 0x2C80)
              || (c >= 0xA640 && c < 0xA7FF)
              || (c >= 0xFB00 && c < 0xFE00)
              || (c >= 0xFE70 && c < 0xFF5F);
      if (!alphabetic) {
        return false;
      }
    }
    return true;
  }
}
