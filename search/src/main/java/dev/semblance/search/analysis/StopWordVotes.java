package dev.semblance.search.analysis;

import dev.semblance.query.TextLanguage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// Counts the stop words of each language in texts. *One thread at a time.*
final class StopWordVotes {
  /// By how much a language must lead the script's default, in unshared stop words.
  private static final double MIN_LEAD = 0.9;

  private final Map<TextLanguage, Double> votes = new EnumMap<>(TextLanguage.class);

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
    Set<TextLanguage> languages = StopWords.languages(word);
    languages.forEach(language -> votes.merge(language, 1.0 / languages.size(), Double::sum));
  }

  /// The language with the most votes of those that share a script with a default, which wins where
  /// the lead is small.
  TextLanguage winner(TextLanguage byDefault) {
    TextLanguage best = byDefault;
    for (TextLanguage language : votes.keySet()) {
      if (language.script() == byDefault.script() && votes(language) > votes(best)) {
        best = language;
      }
    }
    return votes(best) - votes(byDefault) >= MIN_LEAD ? best : byDefault;
  }

  private double votes(TextLanguage language) {
    return votes.getOrDefault(language, 0.0);
  }
}
