package dev.semblance.server.models;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// How much memory the models of a server may take together. *One thread at a time.*
final class MemoryBudget {
  private final long limit;
  private long taken;

  /// @param limit in bytes; [Long#MAX_VALUE] for none
  MemoryBudget(long limit) {
    this.limit = limit;
  }

  /// Whether there is a limit; else nothing need be counted.
  boolean isBound() {
    return limit != Long.MAX_VALUE;
  }

  /// Takes a part of it.
  ///
  /// @throws SemblanceException TOO_LARGE; the message says what would be needed
  void take(String model, long bytes) {
    if (bytes > limit - taken) {
      throw refused(model, bytes);
    }
    taken += bytes;
  }

  void giveBack(long bytes) {
    taken -= bytes;
  }

  /// Which models must go to let another one in: as few of the idle ones as are enough, the least
  /// recently used first.
  ///
  /// @throws SemblanceException TOO_LARGE when all of them would not be enough
  List<OpenModel> leaving(String model, long bytes, Collection<OpenModel> idle) {
    List<OpenModel> leaving = new ArrayList<>();
    long missing = bytes - (limit - taken);
    for (OpenModel one : idle.stream().sorted(LEAST_RECENT_FIRST).toList()) {
      if (missing <= 0) {
        break;
      }
      if (one.bytes() > 0) {
        leaving.add(one);
        missing -= one.bytes();
      }
    }
    if (missing > 0) {
      throw refused(model, bytes);
    }
    return leaving;
  }

  private static final Comparator<OpenModel> LEAST_RECENT_FIRST =
      Comparator.comparing(OpenModel::idle).reversed();

  private SemblanceException refused(String model, long bytes) {
    return new SemblanceException(
        Fault.TOO_LARGE,
        "model '%s' needs %,d bytes; of the memory budget of %,d bytes %,d are taken, and %,d more would be needed"
            .formatted(model, bytes, limit, taken, bytes - (limit - taken)));
  }
}
