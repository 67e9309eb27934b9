package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.RaggedBatch;
import dev.semblance.engine.encoder.Rows;

/// Consecutive inputs of a batch that go through the layers together.
///
/// @param batch the whole batch
/// @param from first input of the group
/// @param to last input, exclusive
/// @param rows which rows of the last layer are wanted
/// @param out receives the wanted rows of the whole batch, `[n,d]` or `[b,d]`
record InputGroup(RaggedBatch batch, int from, int to, Rows rows, float[] out) {
  /// Row of the batch where the group begins.
  int firstRow() {
    return batch.starts()[from];
  }

  /// Rows in the group.
  int size() {
    return batch.starts()[to] - firstRow();
  }

  /// Row of the group where input `i` of the batch begins.
  int start(int i) {
    return batch.starts()[i] - firstRow();
  }

  /// Whether the group's rows of `out`, `width` numbers each, are finite.
  boolean finite(int width) {
    boolean firsts = rows == Rows.FIRST;
    int end = (firsts ? to : batch.starts()[to]) * width;
    for (int i = (firsts ? from : firstRow()) * width; i < end; i++) {
      if (!Float.isFinite(out[i])) {
        return false;
      }
    }
    return true;
  }
}
