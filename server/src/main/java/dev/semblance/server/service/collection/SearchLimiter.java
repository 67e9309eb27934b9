package dev.semblance.server.service.collection;

import dev.semblance.SemblanceException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/// Limits how many searches run at once: each holds the candidates of its lanes and the documents
/// of its hits in memory. *Safe for use by many threads.*
final class SearchLimiter {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final int most;
  private final Semaphore free;

  /// @param most from 1
  SearchLimiter(int most) {
    this.most = most;
    this.free = new Semaphore(most);
  }

  /// @throws SemblanceException OVERLOADED when as many run already, and those of the search
  <R> R run(Supplier<R> search) {
    if (!free.tryAcquire()) {
      throw SemblanceException.overloaded(
          "%d searches are running, the most at one time; send it again later".formatted(most),
          RETRY_AFTER);
    }
    try {
      return search.get();
    } finally {
      free.release();
    }
  }
}
