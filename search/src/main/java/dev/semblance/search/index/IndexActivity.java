package dev.semblance.search.index;

import dev.semblance.collection.StoreActivity;
import java.util.concurrent.atomic.LongAdder;

/// Counts what the indexes of a data directory do. *Safe for use by many threads.*
public final class IndexActivity {
  private final LongAdder commits = new LongAdder();
  private final LongAdder merges = new LongAdder();
  private final LongAdder failedMerges = new LongAdder();

  void committed() {
    commits.increment();
  }

  void merged() {
    merges.increment();
  }

  void mergeFailed() {
    failedMerges.increment();
  }

  /// The counts so far.
  public StoreActivity counts() {
    return new StoreActivity(commits.sum(), merges.sum(), failedMerges.sum());
  }
}
