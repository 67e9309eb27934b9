package dev.semblance.search;

import dev.semblance.SemblanceException;
import dev.semblance.collection.Candidate;
import dev.semblance.collection.LaneQuery;
import dev.semblance.search.index.CommitView;
import java.util.List;

/// The scores that a lane can give: others come from a damaged file.
final class PossibleScores {
  /// Largest cosine of two vectors of length 1, with what rounding of their values adds.
  private static final double HIGHEST_COSINE = 1.001;

  private PossibleScores() {}

  /// @throws SemblanceException CORRUPT_INDEX when a score cannot be
  static void check(LaneQuery query, List<Candidate> candidates, CommitView view) {
    double lowest = query instanceof LaneQuery.Nearest ? -HIGHEST_COSINE : 0;
    double highest = query instanceof LaneQuery.Nearest ? HIGHEST_COSINE : Double.MAX_VALUE;
    for (Candidate candidate : candidates) {
      // So that NaN fails too.
      if (!(candidate.score() >= lowest && candidate.score() <= highest)) {
        throw view.impossible(candidate.score());
      }
    }
  }
}
