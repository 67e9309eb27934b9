package dev.semblance.search.pipeline;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Runs the parts of one search at the same time: the first on the caller's thread, each other one
/// on a virtual thread. The first is the lane that embeds the query: the embedder reads trace and
/// deadline from the thread of the request.
final class SideBySide {
  private SideBySide() {}

  /// The work of one part.
  interface LaneWork<P, T> {
    T on(P part);
  }

  /// The results in the order of the parts. No work is left running when this returns or throws.
  static <P, T> List<T> all(List<P> parts, LaneWork<P, T> work) {
    if (parts.size() == 1) {
      return List.of(work.on(parts.getFirst()));
    }
    List<T> results = new ArrayList<>(parts.size());
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> others =
          parts.subList(1, parts.size()).stream()
              .map(part -> threads.submit(() -> work.on(part)))
              .toList();
      results.add(work.on(parts.getFirst()));
      for (Future<T> other : others) {
        results.add(joined(other));
      }
    }
    return results;
  }

  private static <T> T joined(Future<T> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SemblanceException(Fault.CANCELLED, "the search was interrupted", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }
}
