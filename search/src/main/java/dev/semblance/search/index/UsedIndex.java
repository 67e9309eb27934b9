package dev.semblance.search.index;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/// An open index and the number of its uses. *Safe for use by many threads.*
final class UsedIndex {
  /// Of an index that is being closed.
  private static final int RETIRED = -1;

  private final CommittedIndex index;
  private final AtomicInteger uses = new AtomicInteger();
  private final CompletableFuture<Boolean> retirement = new CompletableFuture<>();

  UsedIndex(CommittedIndex index) {
    this.index = index;
  }

  CommittedIndex index() {
    return index;
  }

  /// Begins a use, which [#leave] ends; false when the index is being closed.
  boolean enter() {
    return uses.updateAndGet(count -> count == RETIRED ? RETIRED : count + 1) != RETIRED;
  }

  void leave() {
    uses.decrementAndGet();
  }

  /// Prevents further uses; false while there is one.
  boolean retire() {
    return uses.compareAndSet(0, RETIRED);
  }

  /// To be called once the index is closed.
  void retired() {
    retirement.complete(true);
  }

  void awaitRetired() {
    retirement.join();
  }
}
