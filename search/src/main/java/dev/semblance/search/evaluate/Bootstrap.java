package dev.semblance.search.evaluate;

import java.util.Arrays;
import java.util.SplittableRandom;

/// Confidence intervals by resampling: draw as many queries as there are, with replacement, many
/// times, and take the middle 95 % of the results (the percentile interval; Efron and Tibshirani,
/// An Introduction to the Bootstrap, 1993, chapter 13; for retrieval, Sakai, SIGIR 2006).
///
/// The same seed gives the same interval. Two runs measured on the same queries must be compared by
/// [#difference], which keeps each query's two values together: their intervals may overlap
/// although the difference is significant. *Safe for use by many threads.*
///
/// @param resamples how many times, from 1
/// @param seed of the draws
public record Bootstrap(int resamples, long seed) {
  public static final Bootstrap STANDARD = new Bootstrap(10_000, 20_260_101L);

  private static final double TAIL = 0.025;

  /// A statistic of items, some of which count more than once.
  @FunctionalInterface
  public interface Statistic {
    /// @param counts how often each item was drawn; must not be modified
    double of(int[] counts);
  }

  /// The statistic over all `items`, each once, and its interval.
  ///
  /// Costs `resamples` evaluations. A resample for which the statistic is not a number (a
  /// correlation among equal values) is left out.
  public Estimate estimate(int items, Statistic statistic) {
    int[] counts = new int[items];
    Arrays.fill(counts, 1);
    double value = statistic.of(counts);
    var random = new SplittableRandom(seed);
    double[] sample = new double[resamples];
    for (int i = 0; i < resamples; i++) {
      Arrays.fill(counts, 0);
      for (int draw = 0; draw < items; draw++) {
        counts[random.nextInt(items)]++;
      }
      sample[i] = statistic.of(counts);
    }
    double[] sorted = Arrays.stream(sample).filter(each -> !Double.isNaN(each)).sorted().toArray();
    return new Estimate(value, quantile(sorted, TAIL), quantile(sorted, 1 - TAIL));
  }

  /// The mean of one value for each item.
  public Estimate mean(double[] values) {
    return estimate(values.length, counts -> weightedMean(values, counts));
  }

  /// The mean of `changed` less the mean of `baseline`, item by item.
  public Estimate difference(double[] baseline, double[] changed) {
    double[] differences = new double[baseline.length];
    Arrays.setAll(differences, i -> changed[i] - baseline[i]);
    return mean(differences);
  }

  /// A correlation of two lists of the same length.
  public Estimate correlation(Correlation kind, double[] x, double[] y) {
    return estimate(x.length, kind.between(x, y));
  }

  private static double weightedMean(double[] values, int[] counts) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i] * counts[i];
    }
    return sum / values.length;
  }

  /// Between the two nearest of `sorted`, in proportion.
  private static double quantile(double[] sorted, double share) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double place = share * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
