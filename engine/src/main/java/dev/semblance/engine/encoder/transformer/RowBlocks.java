package dev.semblance.engine.encoder.transformer;

/// The numbers of rows that a linear layer computes at once: few, so that few plans serve all
/// numbers of rows. The last block is padded where it has fewer rows.
///
/// A block has at least four rows. Fewer would not be faster, since reading the weights takes
/// longer than computing them; and oneDNN sums a single row in another order than several, so that
/// a vector would depend on its batch. A plan is half a megabyte of generated code.
final class RowBlocks {
  /// Rows of the largest block.
  static final int LARGEST = 128;

  /// Cost of a block beside its rows, in rows: it reads the weights again.
  private static final int WEIGHT_READ_COST = 3;

  private static final int[] SIZES = {4, 6, 8, 12, 16, 32, 64, LARGEST};

  private static final int[] CHEAPEST = cheapest();

  private RowBlocks() {}

  /// All sizes of blocks, each of which needs a plan.
  static int[] sizes() {
    return SIZES.clone();
  }

  /// Size of the first block for `rows` rows.
  static int firstSize(int rows) {
    return CHEAPEST[Math.min(rows, LARGEST)];
  }

  /// Rows in all blocks of `rows` rows, padding included. A thread computes this many in the same
  /// time.
  static int paddedRows(int rows) {
    int padded = 0;
    while (padded < rows) {
      padded += firstSize(rows - padded);
    }
    return padded;
  }

  /// For every number of rows, the first of the blocks that together cost least (dynamic
  /// programming).
  private static int[] cheapest() {
    int[] first = new int[LARGEST + 1];
    int[] cost = new int[LARGEST + 1];
    for (int rows = 1; rows <= LARGEST; rows++) {
      cost[rows] = Integer.MAX_VALUE;
      for (int size : SIZES) {
        int total = WEIGHT_READ_COST + size + cost[Math.max(0, rows - size)];
        if (total <= cost[rows]) {
          cost[rows] = total;
          first[rows] = size;
        }
      }
    }
    return first;
  }
}
