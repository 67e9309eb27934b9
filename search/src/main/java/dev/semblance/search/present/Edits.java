package dev.semblance.search.present;

import dev.semblance.collection.WordClause.Alternative;

/// Differences between words: insertions, deletions, substitutions, and transpositions of
/// neighbours (optimal string alignment), in code points.
final class Edits {
  private Edits() {}

  /// Whether a term has the first character of a word and differs by no more than its edits.
  static boolean within(String term, Alternative.Similar similar) {
    int[] a = term.codePoints().toArray();
    int[] b = similar.word().codePoints().toArray();
    boolean possible =
        a.length > 0
            && b.length > 0
            && a[0] == b[0]
            && Math.abs(a.length - b.length) <= similar.edits();
    return possible && distance(a, b) <= similar.edits();
  }

  private static int distance(int[] a, int[] b) {
    int[][] edits = new int[a.length + 1][b.length + 1];
    for (int i = 0; i <= a.length; i++) {
      for (int j = 0; j <= b.length; j++) {
        edits[i][j] = i == 0 ? j : j == 0 ? i : least(edits, a, b, i, j);
      }
    }
    return edits[a.length][b.length];
  }

  private static int least(int[][] edits, int[] a, int[] b, int i, int j) {
    int substituted = edits[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
    int least = Math.min(substituted, 1 + Math.min(edits[i - 1][j], edits[i][j - 1]));
    boolean swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
    return swapped ? Math.min(least, edits[i - 2][j - 2] + 1) : least;
  }
}
