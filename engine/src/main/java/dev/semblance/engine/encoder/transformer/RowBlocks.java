package dev.semblance.engine.encoder.transformer;

/// How many rows go through a linear layer at once: few numbers, so that few plans serve all. The
/// last pass of many may be larger than the rows that are left.
///
/// Fewer than four rows would be no faster, since reading the weights takes longer than they do;
/// and one row alone oneDNN would sum in another order than among others, so that a vector would
/// depend on its neighbours. A plan is half a megabyte of generated code.
final class RowBlocks {
  /// The most rows of a pass.
  static final int LARGEST = 128;

  /// What a pass costs beyond its rows, in rows: weights are read again.
  private static final int WEIGHT_READ_COST = 3;

  private static final int[] SIZES = {4, 6, 8, 12, 16, 32, 64, LARGEST};

  private static final int[] CHEAPEST = cheapest();

  private RowBlocks() {}

  /// All numbers of rows that need a plan.
  static int[] sizes() {
    return SIZES.clone();
  }

  /// The pass to begin with where so many rows are left.
  static int firstSize(int rows) {
    return CHEAPEST[Math.min(rows, LARGEST)];
  }

  /// How many rows the passes of so many have room for: who takes a share of rows is as fast with
  /// this many.
  static int paddedRows(int rows) {
    int room = 0;
    while (room < rows) {
      room += firstSize(rows - room);
    }
    return room;
  }

  /// For every number of rows, the first of the passes that together are cheapest.
  private static int[] cheapest() {
    int[] first = new int[LARGEST + 1];
    int[] cost = new int[LARGEST + 1];
    for (int rows = 1; rows <= LARGEST; rows++) {
      cost[rows] = Integer.MAX_VALUE;
      for (int size : SIZES) {
        int whole = WEIGHT_READ_COST + size + cost[Math.max(0, rows - size)];
        if (whole <= cost[rows]) {
          cost[rows] = whole;
          first[rows] = size;
        }
      }
    }
    return first;
  }
}
