package dev.semblance.server.request;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.concurrent.ThreadLocalRandom;

/// Faults of exceptions that no code expects.
public final class UnexpectedFailure {
  private UnexpectedFailure() {}

  /// The fault that a client gets: without the exception's text, which may hold paths or inputs.
  /// The log has the exception under the same id.
  public static SemblanceException fault(Throwable failure) {
    if (failure instanceof SemblanceException known) {
      return known;
    }
    if (failure instanceof OutOfMemoryError) { // in spite of [RequestMemory]
      return new SemblanceException(
          Fault.OVERLOADED,
          "no memory was left for this request; retry with less at once",
          failure);
    }
    String id = "%016x".formatted(ThreadLocalRandom.current().nextLong());
    return new SemblanceException(
        Fault.INTERNAL, "internal error " + id + "; the server's log has the details", failure);
  }
}
