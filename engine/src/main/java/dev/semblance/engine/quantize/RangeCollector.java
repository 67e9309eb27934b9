package dev.semblance.engine.quantize;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.semblance.engine.encoder.transformer.RangeObserver;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Smallest and largest number of every input column of every product. *Safe for use by many
/// threads.*
final class RangeCollector implements RangeObserver {
  private final Map<String, ColumnRanges> products = new ConcurrentHashMap<>();

  @Override
  public void observe(String matmul, float[] rows, int width) {
    products.computeIfAbsent(matmul, _ -> new ColumnRanges(width)).add(rows);
  }

  /// The ranges of each product, by its name.
  Map<String, ColumnRanges> products() {
    return Map.copyOf(products);
  }

  /// The ranges of one product's input columns. *Safe for use by many threads.*
  static final class ColumnRanges {
    private final int width;

    @GuardedBy("this")
    private final float[] lowest;

    @GuardedBy("this")
    private final float[] highest;

    ColumnRanges(int width) {
      this.width = width;
      lowest = new float[width];
      highest = new float[width];
      Arrays.fill(lowest, Float.POSITIVE_INFINITY);
      Arrays.fill(highest, Float.NEGATIVE_INFINITY);
    }

    synchronized void add(float[] rows) {
      for (int from = 0; from < rows.length; from += width) {
        for (int c = 0; c < lowest.length; c++) {
          lowest[c] = Math.min(lowest[c], rows[from + c]);
          highest[c] = Math.max(highest[c], rows[from + c]);
        }
      }
    }

    int width() {
      return width;
    }

    /// The largest magnitude in column `c`.
    synchronized float magnitude(int c) {
      return Math.max(-lowest[c], highest[c]);
    }

    /// The smallest number of all columns, each divided by its factor.
    synchronized float lowest(float[] factors) {
      float all = 0;
      for (int c = 0; c < lowest.length; c++) {
        all = Math.min(all, lowest[c] / factors[c]);
      }
      return all;
    }

    /// The largest number of all columns, each divided by its factor.
    synchronized float highest(float[] factors) {
      float all = 0;
      for (int c = 0; c < highest.length; c++) {
        all = Math.max(all, highest[c] / factors[c]);
      }
      return all;
    }
  }
}
