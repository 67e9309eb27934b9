package dev.semblance.engine.encoder;

import dev.semblance.engine.model.Activation;
import dev.semblance.vector.Linear;

/// A projection in plain Java, in float32, on the calling thread. *Safe for use by many threads.*
///
/// @param linear W and b
public record PlainProjection(Linear linear, Activation activation) implements Projection {
  /// Columns of a tile: their weights stay in cache.
  private static final int COLUMNS = 256;

  @Override
  public int out() {
    return linear.out();
  }

  @Override
  public void apply(Linear.RowBlock x, int threads, TileSink sink) {
    float[] values = new float[x.count() * Math.min(COLUMNS, out())];
    for (int from = 0; from < out(); from += COLUMNS) {
      int to = Math.min(out(), from + COLUMNS);
      linear.apply(x, from, to, values);
      if (activation != Activation.IDENTITY) {
        int count = x.count() * (to - from);
        for (int i = 0; i < count; i++) {
          values[i] = (float) activation.apply(values[i]);
        }
      }
      sink.take(new RowTile(values, 0, x.count(), from, to));
    }
  }
}
