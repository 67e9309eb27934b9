package dev.semblance.search.analysis;

import java.util.Locale;
import java.util.Set;

/// Articles and pronouns that lose their vowel before another word in French, Italian and Catalan:
/// `l'avion`, `dell'anno`.
final class Elision {
  private static final int LONGEST = 7;

  private static final Set<String> ELIDED =
      Set.of(
          "l", "m", "t", "qu", "n", "s", "j", "d", "c", "jusqu", "quoiqu", "lorsqu", "puisqu", "un",
          "all", "dall", "dell", "nell", "sull", "coll", "pell", "gl", "agl", "dagl", "degl",
          "negl", "sugl", "quell", "quest");

  private Elision() {}

  /// Where the word after an elided one begins; `start` where there is none, or only one letter.
  static int rest(CharSequence text, int start, int end) {
    for (int i = start + 1; i < end - 2 && i <= start + LONGEST; i++) {
      if (isApostrophe(text.charAt(i))) {
        String before = text.subSequence(start, i).toString().toLowerCase(Locale.ROOT);
        return ELIDED.contains(before) ? i + 1 : start;
      }
    }
    return start;
  }

  /// Typewriter, typographic and full-width.
  static boolean isApostrophe(char c) {
    return c == '\'' || c == '’' || c == '＇';
  }
}
