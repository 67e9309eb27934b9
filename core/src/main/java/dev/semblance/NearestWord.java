package dev.semblance;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known word that a mistyped one most resembles.
///
/// Resemblance is the number of edits between two words: insertions, deletions, substitutions and
/// exchanges of neighbours, each letter in one edit at most (optimal string alignment).
public final class NearestWord {
  /// One edit is allowed for this many letters, and one more.
  private static final int LETTERS_PER_EDIT = 4;

  private NearestWord() {}

  /// The nearest of the words, in any case; empty where none is near.
  public static Optional<String> of(String typed, Collection<String> words) {
    int limit = 1 + typed.length() / LETTERS_PER_EDIT;
    return words.stream()
        .filter(word -> edits(typed, word) <= limit && edits(typed, word) < word.length())
        .min(Comparator.comparingInt(word -> edits(typed, word)));
  }

  /// ` (did you mean WORD?)`, or nothing.
  public static String question(String typed, Collection<String> words) {
    return of(typed, words).map(" (did you mean %s?)"::formatted).orElse("");
  }

  private static int edits(String typed, String word) {
    String a = typed.toLowerCase(Locale.ROOT);
    String b = word.toLowerCase(Locale.ROOT);
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        edits[i][j] = i == 0 || j == 0 ? i + j : fewest(edits, i, j, a, b);
      }
    }
    return edits[a.length()][b.length()];
  }

  private static int fewest(int[][] edits, int i, int j, String a, String b) {
    int substituted = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
    int fewest = Math.min(substituted, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean exchanged =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return exchanged ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
  }
}
