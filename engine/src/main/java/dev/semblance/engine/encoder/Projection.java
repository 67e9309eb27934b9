package dev.semblance.engine.encoder;

import dev.semblance.engine.model.Activation;
import dev.semblance.vector.Linear;

/// A linear layer of a head: y = activation(W·x + b) on rows of hidden states. *Safe for use by
/// many threads.*
///
/// What a head computes of every token it computes through this, so that whoever runs the encoder
/// runs its largest products too. An answer may be far too large to hold, as logits over a
/// vocabulary are: it comes a tile at a time.
public interface Projection {

  /// Columns of the answer.
  int out();

  /// @param x rows `[rows,in]`
  /// @param threads how many cores this call may use, from 1
  /// @param sink gets every tile of `[rows,out]` once
  void apply(Linear.RowBlock x, int threads, TileSink sink);

  /// The whole answer, `[rows,out]`.
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

  /// Takes tiles: those of the same columns one after another, others perhaps at the same time.
  interface TileSink {
    /// @param tile its values are written over once this returns
    void take(RowTile tile);
  }

  /// Some rows and columns of an answer.
  ///
  /// @param values `[rows,to−from]`, and perhaps more behind them
  /// @param firstRow counted from the first row of x
  /// @param rows how many
  /// @param from first column
  /// @param to last column, exclusive
  record RowTile(float[] values, int firstRow, int rows, int from, int to) {
    public int width() {
      return to - from;
    }
  }

  /// Makes projections.
  interface Maker {
    /// @param linear W and b; what is made may keep the arrays
    Projection make(Linear linear, Activation activation);
  }
}
