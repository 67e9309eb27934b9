package dev.semblance.server.service;

import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/// How often values fell below each of some bounds. *Safe for use by many threads.*
final class Histogram {
  private final double[] bounds;
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();

  private Histogram(double[] bounds) {
    this.bounds = bounds;
    this.counts = new LongAdder[bounds.length + 1];
    Arrays.setAll(counts, _ -> new LongAdder());
  }

  /// Of seconds: 35 bounds from 15 µs to 14.6 s, each half as much again as the one before.
  static Histogram ofSeconds() {
    return new Histogram(
        IntStream.rangeClosed(1, 35).mapToDouble(k -> 1e-5 * Math.pow(1.5, k)).toArray());
  }

  /// Of whole numbers: the powers of two up to 2¹⁹.
  static Histogram ofLengths() {
    return new Histogram(IntStream.rangeClosed(0, 19).mapToDouble(k -> 1 << k).toArray());
  }

  void record(double value) {
    int found = Arrays.binarySearch(bounds, value);
    counts[found < 0 ? -found - 1 : found].increment();
    sum.add(value);
  }

  /// Writes the samples of this histogram in Prometheus's text format.
  void write(StringBuilder out, String name) {
    long below = 0;
    for (int i = 0; i < bounds.length; i++) {
      below += counts[i].sum();
      sample(out, name + "_bucket{le=\"" + bounds[i] + "\"}", below);
    }
    below += counts[bounds.length].sum();
    sample(out, name + "_bucket{le=\"+Inf\"}", below);
    out.append(name).append("_sum ").append(sum.sum()).append('\n');
    sample(out, name + "_count", below);
  }

  private static void sample(StringBuilder out, String name, long value) {
    out.append(name).append(' ').append(value).append('\n');
  }
}
