package dev.semblance.search.analysis;

import dev.semblance.collection.TextLanguage;

/// Counts the stop words of each language in texts. *One thread at a time.*
final class StopWordVotes {
  /// By how much a language must lead the script's default, in unshared stop words.
  private static final double MIN_LEAD = 0.9;

  private static final TextLanguage[] LANGUAGES = TextLanguage.values();

  private final double[] votes = new double[LANGUAGES.length];

  /// Counts the words of a text before an offset.
  void count(String text, int end) {
    int start = -1;
    for (int i = 0; i <= end; i++) {
      if (i < end && Character.isLetter(text.charAt(i))) {
        start = start < 0 ? i : start;
      } else if (start >= 0) {
        if (i - start > 1) { // a letter by itself is a name or a variable in most texts
          vote(Folding.of(text.substring(start, i)));
        }
        start = -1;
      }
    }
  }

  private void vote(String word) {
    int languages = StopWords.languages(word);
    double share = 1.0 / Integer.bitCount(languages);
    for (int left = languages; left != 0; left &= left - 1) {
      votes[Integer.numberOfTrailingZeros(left)] += share;
    }
  }

  /// The language with the most votes of those that share a script with a default, which wins where
  /// the lead is small.
  TextLanguage winner(TextLanguage byDefault) {
    TextLanguage best = byDefault;
    for (TextLanguage language : LANGUAGES) {
      if (language.script() == byDefault.script()
          && votes[language.ordinal()] > votes[best.ordinal()]) {
        best = language;
      }
    }
    return votes[best.ordinal()] - votes[byDefault.ordinal()] >= MIN_LEAD ? best : byDefault;
  }
}
