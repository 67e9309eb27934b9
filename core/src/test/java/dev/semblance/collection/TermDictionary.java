package dev.semblance.collection;

import dev.semblance.collection.WordClause.Alternative;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// The terms of all documents, and those for which an alternative stands, by its definition.
final class TermDictionary {
  /// By term, how many documents have it.
  private final Map<String, Integer> documents = new HashMap<>();

  TermDictionary(Function<StoredEntry, Set<String>> terms, Collection<StoredEntry> entries) {
    entries.forEach(
        entry -> terms.apply(entry).forEach(term -> documents.merge(term, 1, Integer::sum)));
    documents.keySet().removeIf(term -> term.contains("|"));
  }

  List<Alternative.Adjacent> of(Alternative.BeginsWith beginning) {
    return best(
        documents.keySet().stream()
            .filter(term -> term.startsWith(beginning.start()))
            .map(term -> new Alternative.Adjacent(List.of(term), beginning.weight())));
  }

  List<Alternative.Adjacent> of(Alternative.Similar similar) {
    String word = similar.word();
    return best(
        documents.keySet().stream()
            .filter(term -> !term.isEmpty() && term.charAt(0) == word.charAt(0))
            .filter(term -> edits(word, term) <= similar.edits())
            .map(term -> {
              float length = Math.min(word.length(), term.length());
              float weight = similar.weight() * (1 - edits(word, term) / length);
              return new Alternative.Adjacent(List.of(term), weight);
            }));
  }

  private List<Alternative.Adjacent> best(Stream<Alternative.Adjacent> terms) {
    return terms
        .sorted(
            Comparator.comparingDouble((Alternative.Adjacent term) -> -term.weight())
                .thenComparingInt(term -> -documents.getOrDefault(term.terms().getFirst(), 0))
                .thenComparing(term -> term.terms().getFirst()))
        .limit(WordClause.MAX_EXPANSIONS)
        .toList();
  }

  /// Insertions, deletions, substitutions and transpositions of neighbours.
  private static int edits(String a, String b) {
    int[][] edits = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          edits[i][j] = i + j;
          continue;
        }
        int substitution = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int best = Math.min(edits[i - 1][j], edits[i][j - 1]) + 1;
        best = Math.min(best, edits[i - 1][j - 1] + substitution);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        edits[i][j] = swapped ? Math.min(best, edits[i - 2][j - 2] + 1) : best;
      }
    }
    return edits[a.length()][b.length()];
  }
}
