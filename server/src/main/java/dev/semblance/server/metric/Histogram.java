package dev.semblance.server.metric;

import java.util.Arrays;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Histogram with fixed bounds. *Safe for use by many threads.*
public final class Histogram implements Meter {
  private final double[] bounds;
  private final LongAdder[] counts;
  private final DoubleAdder sum = new DoubleAdder();

  private Histogram(double[] bounds) {
    this.bounds = bounds;
    this.counts = new LongAdder[bounds.length + 1];
    Arrays.setAll(counts, _ -> new LongAdder());
  }

  /// Of seconds: 35 bounds from 15 µs to 14.6 s, each half as much again as the one before.
  ///
  /// They are multiplied up, as text-embeddings-inference does: a fleet of both servers has the
  /// same bounds to the last digit, so that `sum by (le)` adds them up.
  public static Histogram ofSeconds() {
    return new Histogram(
        DoubleStream.iterate(1e-5 * 1.5, bound -> bound * 1.5).limit(35).toArray());
  }

  /// Of whole numbers: the powers of two up to 2¹⁹.
  public static Histogram ofLengths() {
    return new Histogram(powers(19));
  }

  /// The powers of two from 2⁰.
  public static double[] powers(int last) {
    return IntStream.rangeClosed(0, last).mapToDouble(k -> 1 << k).toArray();
  }

  public void record(double value) {
    int found = Arrays.binarySearch(bounds, value);
    counts[found < 0 ? -found - 1 : found].increment();
    sum.add(value);
  }

  @Override
  public void write(Exposition out, String name, MetricLabels labels) {
    long[] now = Stream.of(counts).mapToLong(LongAdder::sum).toArray();
    out.histogram(name, labels, bounds, now, sum.sum());
  }
}
