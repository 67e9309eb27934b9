package dev.semblance.search;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs the parts of one search at the same time, each on a virtual thread but the last, which the
/// caller's own thread does.
final class SideBySide {
  private SideBySide() {}

  /// One part's work.
  interface LaneWork<P, T> {
    T on(P part) throws IOException;
  }

  /// The results in the order of the parts. No work is left running when this returns or throws.
  static <P, T> List<T> all(List<P> parts, LaneWork<P, T> work) throws IOException {
    if (parts.size() == 1) {
      return List.of(work.on(parts.getFirst()));
    }
    List<T> results = new ArrayList<>(parts.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> others =
          parts.subList(0, parts.size() - 1).stream()
              .map(part -> threads.submit(() -> work.on(part)))
              .toList();
      T last = work.on(parts.getLast());
      for (Future<T> other : others) {
        results.add(joined(other));
      }
      results.add(last);
    }
    return results;
  }

  private static <T> T joined(Future<T> future) throws IOException {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SemblanceException(Fault.CANCELLED, "the search was interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
