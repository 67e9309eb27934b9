package dev.semblance.engine.quantize;

import dev.semblance.engine.encoder.transformer.RangeObserver;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Sees the least and the largest number of every column that goes into every product. *Safe for
/// use by many threads.*
final class RangeCollector implements RangeObserver {
  private final Map<String, Columns> products = new ConcurrentHashMap<>();

  @Override
  public void observe(String matmul, float[] rows, int width) {
    products.computeIfAbsent(matmul, _ -> new Columns(width)).add(rows);
  }

  /// What was seen of each product, by its name.
  Map<String, Columns> products() {
    return Map.copyOf(products);
  }

  /// The ranges of one product's input columns. *Safe for use by many threads.*
  static final class Columns {
    private final float[] least;
    private final float[] most;

    Columns(int width) {
      least = new float[width];
      most = new float[width];
      Arrays.fill(least, Float.POSITIVE_INFINITY);
      Arrays.fill(most, Float.NEGATIVE_INFINITY);
    }

    synchronized void add(float[] rows) {
      for (int from = 0; from < rows.length; from += least.length) {
        for (int c = 0; c < least.length; c++) {
          least[c] = Math.min(least[c], rows[from + c]);
          most[c] = Math.max(most[c], rows[from + c]);
        }
      }
    }

    int width() {
      return least.length;
    }

    /// The largest magnitude in column `c`.
    float magnitude(int c) {
      return Math.max(-least[c], most[c]);
    }

    /// The least number of all columns, each divided by its factor.
    float least(float[] factors) {
      float all = 0;
      for (int c = 0; c < least.length; c++) {
        all = Math.min(all, least[c] / factors[c]);
      }
      return all;
    }

    /// The largest number of all columns, each divided by its factor.
    float most(float[] factors) {
      float all = 0;
      for (int c = 0; c < most.length; c++) {
        all = Math.max(all, most[c] / factors[c]);
      }
      return all;
    }
  }
}
