package dev.semblance.engine.encoder.transformer;

import dev.semblance.engine.encoder.RaggedBatch;
import java.util.ArrayList;
import java.util.List;

/// How a batch is cut into groups of whole inputs, and whether each group is computed by one thread
/// or shared by all.
///
/// @param bounds group `g` holds inputs `bounds[g]` … `bounds[g + 1]`, exclusive
/// @param shared whether threads share the rows of each group
record Schedule(int[] bounds, boolean shared) {
  /// Most rows of a group for one thread: its activations stay in second-level cache.
  static final int GROUP_ROWS = 512;

  /// Threads share groups when otherwise the busiest would have more than this many times the
  /// average rows.
  private static final double MAX_IMBALANCE = 1.2;

  /// Fewer rows are not shared: each thread reads all weights, and a block of six rows takes hardly
  /// longer than the smallest.
  static final int MIN_SHARED_ROWS = 7;

  static Schedule of(RaggedBatch batch, int threads) {
    if (threads > 1) {
      int parts = Math.ceilDiv(batch.tokens(), GROUP_ROWS * threads) * threads;
      int[] groups = cut(batch, Math.ceilDiv(batch.tokens(), parts));
      if (busiest(batch, groups, threads) <= MAX_IMBALANCE * batch.tokens() / threads) {
        return new Schedule(groups, false);
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

  /// Cuts into groups of consecutive inputs of at most `rows` rows, and of at least one input.
  private static int[] cut(RaggedBatch batch, int rows) {
    List<Integer> bounds = new ArrayList<>();
    bounds.add(0);
    int first = 0;
    for (int i = 1; i < batch.inputs(); i++) {
      if (batch.starts()[i + 1] - batch.starts()[first] > rows) {
        bounds.add(i);
        first = i;
      }
    }
    bounds.add(batch.inputs());
    return bounds.stream().mapToInt(Integer::intValue).toArray();
  }

  /// Rows of the busiest thread when each takes the next group as it becomes free.
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
