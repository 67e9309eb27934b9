package dev.semblance.search.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The indexes that are open now, with a bound on their number: each keeps a file descriptor while
/// it is written, mapped files, and a thread. *Safe for use by many threads.*
public final class OpenIndexes {
  private final int most;
  private final Set<OnDemandIndex> open = ConcurrentHashMap.newKeySet();

  /// @param most how many stay open, from 1; more are open only while more are in use
  public OpenIndexes(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at least one index must be open, not " + most);
    }
    this.most = most;
  }

  /// How many are open.
  public int count() {
    return open.size();
  }

  /// Segments of all of them.
  public long segments() {
    return open.stream().mapToLong(OnDemandIndex::segments).sum();
  }

  /// Adds an index that is about to be opened, and closes those that were used least recently, on
  /// this thread, which opens an index anyway.
  void add(OnDemandIndex index) {
    open.add(index);
    if (open.size() <= most) {
      return;
    }
    for (LastUse other : byLastUse()) {
      if (open.size() <= most) {
        return;
      }
      if (!other.index.equals(index)) {
        other.index.closeIfIdle();
      }
    }
  }

  void remove(OnDemandIndex index) {
    open.remove(index);
  }

  private List<LastUse> byLastUse() {
    List<LastUse> uses = new ArrayList<>();
    open.forEach(index -> uses.add(new LastUse(index, index.lastUse())));
    uses.sort(Comparator.comparingLong(LastUse::nanos));
    return uses;
  }

  /// The time is read once, because it changes while they are sorted.
  private record LastUse(OnDemandIndex index, long nanos) {}
}
