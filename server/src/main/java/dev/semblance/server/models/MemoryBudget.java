package dev.semblance.server.models;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.ShownName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Memory that the open models of a server may take together. *One thread at a time.*
final class MemoryBudget {
  private final long limit;
  private long taken;

  /// @param limit in bytes; [Long#MAX_VALUE] for none
  MemoryBudget(long limit) {
    this.limit = limit;
  }

  /// Takes memory for a model that is to be opened, in place of as few models as are enough, the
  /// least recently used first. Their memory is given back here, at once: so no other model takes
  /// it between their closing and the opening of this one.
  ///
  /// @param evictable models that may be closed for it
  /// @return those that must be closed before it is opened
  /// @throws SemblanceException TOO_LARGE when all of them would not be enough; the message says
  ///   what would be needed
  List<OpenModel> take(String model, long bytes, Collection<OpenModel> evictable) {
    List<OpenModel> evicted = new ArrayList<>();
    long missing = bytes - (limit - taken);
    long freed = 0;
    for (OpenModel candidate : evictable.stream().sorted(LEAST_RECENT_FIRST).toList()) {
      if (freed >= missing) {
        break;
      }
      if (candidate.bytes() > 0) {
        evicted.add(candidate);
        freed += candidate.bytes();
      }
    }
    if (freed < missing) {
      throw refused(model, bytes);
    }
    taken += bytes - freed;
    return evicted;
  }

  void giveBack(long bytes) {
    taken -= bytes;
  }

  private static final Comparator<OpenModel> LEAST_RECENT_FIRST =
      Comparator.comparing(OpenModel::idle).reversed();

  private SemblanceException refused(String model, long bytes) {
    return new SemblanceException(
        Fault.TOO_LARGE,
        "model '%s' needs %,d bytes; of the memory budget of %,d bytes %,d are taken, and %,d more would be needed"
            .formatted(ShownName.of(model), bytes, limit, taken, bytes - (limit - taken)));
  }
}
