package dev.semblance.search.evaluate;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.IntStream;

/// Correlation of two lists of numbers, −1 … 1; NaN when one of them is constant.
public enum Correlation {
  /// Pearson's: of the values.
  PEARSON {
    @Override
    Bootstrap.Statistic between(double[] x, double[] y) {
      return counts -> pearson(x, y, counts);
    }
  },
  /// Spearman's: of the ranks; equal values share the mean of their ranks.
  SPEARMAN {
    @Override
    Bootstrap.Statistic between(double[] x, double[] y) {
      var ofX = new RankedValues(x);
      var ofY = new RankedValues(y);
      return counts -> pearson(ofX.ranks(counts), ofY.ranks(counts), counts);
    }
  };

  /// The name in reports.
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public double of(double[] x, double[] y) {
    int[] once = new int[x.length];
    Arrays.fill(once, 1);
    return between(x, y).of(once);
  }

  /// The correlation as a function of how often each pair counts.
  abstract Bootstrap.Statistic between(double[] x, double[] y);

  private static double pearson(double[] x, double[] y, int[] counts) {
    double n = 0;
    double sumX = 0;
    double sumY = 0;
    for (int i = 0; i < x.length; i++) {
      n += counts[i];
      sumX += counts[i] * x[i];
      sumY += counts[i] * y[i];
    }
    double meanX = sumX / n;
    double meanY = sumY / n;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      double dx = x[i] - meanX;
      double dy = y[i] - meanY;
      xx += counts[i] * dx * dx;
      yy += counts[i] * dy * dy;
      xy += counts[i] * dx * dy;
    }
    return xy / Math.sqrt(xx * yy);
  }

  /// Ranks of values, some of which count more than once. Sorts once; each set of counts then costs
  /// one pass, so that ten thousand resamples are cheap. *One thread at a time.*
  private static final class RankedValues {
    private final double[] values;
    private final int[] order;
    private final double[] ranks;

    RankedValues(double[] values) {
      this.values = values;
      this.order =
          IntStream.range(0, values.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> values[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      this.ranks = new double[values.length];
    }

    /// The array is overwritten by the next call.
    double[] ranks(int[] counts) {
      long before = 0;
      int start = 0;
      while (start < order.length) {
        int stop = start;
        long equal = 0;
        while (stop < order.length && values[order[stop]] == values[order[start]]) {
          equal += counts[order[stop++]];
        }
        double rank = before + (equal + 1) / 2.0;
        for (int i = start; i < stop; i++) {
          ranks[order[i]] = rank;
        }
        before += equal;
        start = stop;
      }
      return ranks;
    }
  }
}
