package dev.semblance.search.evaluate;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;

/// The effect of a change on a figure, measured twice on the same queries or pairs and resampled
/// with both values of each kept together.
///
/// @param before the figure without the change
/// @param after the figure with it
/// @param difference after less before; significant when its interval excludes zero
public record Comparison(double before, double after, Estimate difference) {
  /// Compares the means of a measure.
  ///
  /// @throws SemblanceException INVALID when the two were not taken over the same queries
  public static Comparison of(Measure measure, Scores before, Scores after, Bootstrap bootstrap) {
    if (!before.queries().equals(after.queries())) {
      throw new SemblanceException(
          Fault.INVALID,
          "two runs can be compared over the same queries only: %d here, %d there, not all the same"
              .formatted(before.queries().size(), after.queries().size()));
    }
    return new Comparison(
        before.mean(measure),
        after.mean(measure),
        bootstrap.difference(before.of(measure), after.of(measure)));
  }

  /// Compares the correlations of two lists of cosines with the same scores.
  public static Comparison of(
      Correlation kind, StsPairs pairs, double[] before, double[] after, Bootstrap bootstrap) {
    Bootstrap.Statistic without = kind.between(before, pairs.scores());
    Bootstrap.Statistic with = kind.between(after, pairs.scores());
    Estimate difference =
        bootstrap.estimate(pairs.size(), counts -> with.of(counts) - without.of(counts));
    return new Comparison(
        kind.of(before, pairs.scores()), kind.of(after, pairs.scores()), difference);
  }

  /// The difference as a share of the figure before: −0.006 is a loss of 0.6 %.
  public double relative() {
    return difference.value() / before;
  }
}
