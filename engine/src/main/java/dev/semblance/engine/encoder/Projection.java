package dev.semblance.engine.encoder;

import dev.semblance.engine.model.Activation;
import dev.semblance.vector.Linear;

/// A linear layer of a head: y = activation(W·x + b) on rows of hidden states. *Safe for use by
/// many threads.*
///
/// Made by the encoder, so that its runtime computes a head's largest products too. A result may be
/// too large to hold, as logits over a vocabulary are, so it is produced in tiles.
public interface Projection {

  /// Columns of the result.
  int out();

  /// @param x rows `[rows,in]`
  /// @param threads most cores of this call, from 1
  /// @param sink receives every tile of `[rows,out]` once
  void apply(Linear.RowBlock x, int threads, TileSink sink);

  /// The whole result, `[rows,out]`.
  default float[] apply(Linear.RowBlock x, int threads) {
    int out = out();
    float[] y = new float[x.count() * out];
    apply(
        x,
        threads,
        tile -> {
          int width = tile.width();
          for (int r = 0; r < tile.rows(); r++) {
            int to = (tile.firstRow() + r) * out + tile.from();
            System.arraycopy(tile.values(), r * width, y, to, width);
          }
        });
    return y;
  }

  /// Receives tiles: those of the same columns one after another, others possibly at the same time.
  interface TileSink {
    /// @param tile valid during the call
    void take(RowTile tile);
  }

  /// Consecutive rows and columns of a result.
  ///
  /// @param values `[rows,to−from]` at the beginning of the array
  /// @param firstRow counted from the first row of x
  /// @param rows number of rows
  /// @param from first column
  /// @param to last column, exclusive
  record RowTile(float[] values, int firstRow, int rows, int from, int to) {
    public int width() {
      return to - from;
    }
  }

  /// Creates projections.
  interface Maker {
    /// @param linear W and b; the projection may keep the arrays
    Projection make(Linear linear, Activation activation);
  }
}
