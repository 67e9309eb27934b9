package dev.semblance.search.analysis;

import java.util.Locale;

/// The spelling of German and Scandinavian words with letters of ASCII: `Mädchen` as `Maedchen`,
/// `Ærø` as `Aeroe`.
final class Umlauts {
  private Umlauts() {}

  /// The other spelling, in lower case; the same instance for a word without such letters.
  static String spelledOut(String word) {
    for (int i = 0; i < word.length(); i++) {
      if (replacement(word.charAt(i)) != 0) {
        return replaced(word.toLowerCase(Locale.ROOT));
      }
    }
    return word;
  }

  private static String replaced(String word) {
    var spelled = new StringBuilder(word.length() + 4);
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      char vowel = replacement(c);
      if (vowel == 0) {
        spelled.append(c);
      } else {
        spelled.append(vowel).append(vowel == 'a' && c == 'å' ? 'a' : 'e');
      }
    }
    return spelled.toString();
  }

  private static char replacement(char c) {
    return switch (c) {
      case 'ä', 'Ä', 'å', 'Å' -> 'a';
      case 'ö', 'Ö', 'ø', 'Ø' -> 'o';
      case 'ü', 'Ü' -> 'u';
      default -> 0;
    };
  }
}
