package dev.semblance.search.present;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A place of a text with a word of the query.
///
/// @param start in UTF-16 units
/// @param end exclusive
/// @param word which of the query's words
record TextMatch(int start, int end, int word) {
  private static final Comparator<TextMatch> IN_ORDER =
      Comparator.comparingInt(TextMatch::start).thenComparingInt(match -> -match.end());

  /// In the order of the text, those that overlap as one.
  static List<TextMatch> merged(List<TextMatch> matches) {
    List<TextMatch> sorted = new ArrayList<>(matches);
    sorted.sort(IN_ORDER);
    List<TextMatch> merged = new ArrayList<>(sorted.size());
    for (TextMatch match : sorted) {
      TextMatch last = merged.isEmpty() ? null : merged.getLast();
      if (last == null || match.start >= last.end) {
        merged.add(match);
      } else if (match.end > last.end) {
        merged.set(merged.size() - 1, new TextMatch(last.start, match.end, last.word));
      }
    }
    return merged;
  }
}
