package dev.semblance.engine.quantize;

import com.google.errorprone.annotations.concurrent.GuardedBy;

/// Histogram of numbers in equal bins of a known range. *Safe for use by many threads.*
final class ValueHistogram {
  private static final int BINS = 8192;

  private final float[] inverse;
  private final float low;
  private final float high;

  @GuardedBy("this")
  private final long[] counts = new long[BINS];

  @GuardedBy("this")
  private long total;

  /// @param factors what each column is divided by, all above 0
  /// @param low smallest number after the division, at most 0
  /// @param high largest, at least 0
  ValueHistogram(float[] factors, float low, float high) {
    this.low = low;
    this.high = high;
    float perUnit = high > low ? BINS / (high - low) : 0;
    inverse = new float[factors.length];
    for (int c = 0; c < inverse.length; c++) {
      inverse[c] = perUnit / factors[c];
    }
  }

  /// @param rows `[count,width]`
  synchronized void add(float[] rows) {
    float shift = high > low ? -low * BINS / (high - low) : 0;
    for (int from = 0; from < rows.length; from += inverse.length) {
      for (int c = 0; c < inverse.length; c++) {
        int bin = (int) Math.fma(rows[from + c], inverse[c], shift);
        counts[Math.clamp(bin, 0, BINS - 1)]++;
      }
    }
    total += rows.length;
  }

  /// The range without the rarest extremes, half of them at each end.
  ///
  /// @param coverage fraction of the numbers inside, above 0.5 to 1; 1 keeps the range unchanged
  /// @return {low, high}, never wider than the known range
  synchronized float[] range(double coverage) {
    double cut = (1 - coverage) / 2 * total;
    if (cut <= 0) {
      return new float[] {low, high};
    }
    int first = 0;
    for (long below = 0; first < BINS - 1 && below + counts[first] <= cut; first++) {
      below += counts[first];
    }
    int last = BINS - 1;
    for (long above = 0; last > first && above + counts[last] <= cut; last--) {
      above += counts[last];
    }
    float step = (high - low) / BINS;
    return new float[] {low + first * step, low + (last + 1) * step};
  }
}
