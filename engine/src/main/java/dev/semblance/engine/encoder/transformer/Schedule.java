package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.RaggedBatch;
import java.util.ArrayList;
import java.util.List;

/// How a batch is cut into groups of whole inputs, and whether workers take groups each for
/// themselves or share every group's rows.
///
/// @param bounds group `g` holds inputs `bounds[g]` … `bounds[g + 1]`
/// @param shared whether workers share each group
record Schedule(int[] bounds, boolean shared) {
  /// Rows of a group for one worker: its activations stay in second-level cache.
  static final int GROUP_ROWS = 512;

  /// Workers share groups when on their own the busiest would have this much more than its part.
  private static final double IMBALANCE = 1.2;

  /// Fewer rows than this are one worker's: workers that share rows each read all weights, and a
  /// pass of six rows takes hardly longer than the shortest.
  static final int MIN_SHARED_ROWS = 7;

  static Schedule of(RaggedBatch batch, int threads) {
    if (threads > 1) {
      int parts = Math.ceilDiv(batch.tokens(), GROUP_ROWS * threads) * threads;
      int[] alone = cut(batch, Math.ceilDiv(batch.tokens(), parts));
      if (busiest(batch, alone, threads) <= IMBALANCE * batch.tokens() / threads) {
        return new Schedule(alone, false);
      }
      if (batch.tokens() >= MIN_SHARED_ROWS) {
        return new Schedule(cut(batch, GROUP_ROWS * threads), true);
      }
    }
    return new Schedule(cut(batch, GROUP_ROWS), false);
  }

  int groups() {
    return bounds.length - 1;
  }

  /// Consecutive inputs of at most `rows` rows together, and at least one.
  private static int[] cut(RaggedBatch batch, int rows) {
    List<Integer> bounds = new ArrayList<>();
    bounds.add(0);
    int begun = 0;
    for (int i = 1; i < batch.inputs(); i++) {
      if (batch.starts()[i + 1] - batch.starts()[begun] > rows) {
        bounds.add(i);
        begun = i;
      }
    }
    bounds.add(batch.inputs());
    return bounds.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Rows of the busiest worker when each takes the next group as it becomes free.
  private static int busiest(RaggedBatch batch, int[] bounds, int threads) {
    int[] load = new int[threads];
    for (int g = 0; g + 1 < bounds.length; g++) {
      int least = 0;
      for (int t = 1; t < threads; t++) {
        least = load[t] < load[least] ? t : least;
      }
      load[least] += batch.starts()[bounds[g + 1]] - batch.starts()[bounds[g]];
    }
    int busiest = 0;
    for (int rows : load) {
      busiest = Math.max(busiest, rows);
    }
    return busiest;
  }
}
