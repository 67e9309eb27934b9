package dev.semblance.search.evaluate;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// The grades of a ranking by the judgments of its query. Arrays must not be modified.
///
/// @param grades of the ranked documents, best rank first; 0 where there is no judgment
/// @param ideal all judged grades from 1, descending: the grades of a perfect ranking
record Judged(int[] grades, int[] ideal) {
  static Judged of(List<ScoredId> ranking, Map<String, Integer> judgments) {
    return new Judged(
        ranking.stream().mapToInt(hit -> judgments.getOrDefault(hit.id(), 0)).toArray(),
        judgments.values().stream()
            .filter(grade -> grade > 0)
            .sorted(Comparator.reverseOrder())
            .mapToInt(Integer::intValue)
            .toArray());
  }

  /// How many documents are relevant, found or not.
  int relevant() {
    return ideal.length;
  }

  /// How many of the first `depth` are relevant.
  int relevantIn(int depth) {
    int count = 0;
    for (int i = 0; i < Math.min(depth, grades.length); i++) {
      count += grades[i] > 0 ? 1 : 0;
    }
    return count;
  }
}
