package dev.semblance.rank;

import dev.semblance.collection.Candidate;
import java.util.List;

/// Statistics of the scores of one lane.
///
/// @param count of the scores, from 1
/// @param low the lowest
/// @param high the highest
/// @param mean exactly the score where all are equal
/// @param squaredDeviations Σ (s − mean)²
record ScoreStatistics(int count, double low, double high, double mean, double squaredDeviations) {

  /// @param candidates best first, at least one
  static ScoreStatistics of(List<Candidate> candidates) {
    double high = candidates.getFirst().score();
    double low = candidates.getLast().score();
    double mean =
        high == low ? high : candidates.stream().mapToDouble(Candidate::score).average().orElse(0);
    double squares = 0;
    for (Candidate candidate : candidates) {
      squares += (candidate.score() - mean) * (candidate.score() - mean);
    }
    return new ScoreStatistics(candidates.size(), low, high, mean, squares);
  }

  double spread() {
    return high - low;
  }

  /// The standard deviation, divided by the number of scores.
  double deviation() {
    return Math.sqrt(squaredDeviations / count);
  }

  /// The standard deviation, divided by the number of scores less one; 0 of one score.
  double sampleDeviation() {
    return count == 1 ? 0 : Math.sqrt(squaredDeviations / (count - 1));
  }

  /// √Σs².
  double norm() {
    return Math.sqrt(squaredDeviations + count * mean * mean);
  }
}
