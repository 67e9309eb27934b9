package dev.semblance.search.ingest.text;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// Reads a file, or a part of it, on a thread of its own. A file made to exhaust the stack, the
/// memory or the time of its reader costs that file only. *Safe for use by many threads.*
public final class TimeLimit {
  /// A manual of several thousand pages takes some seconds.
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private TimeLimit() {}

  /// @throws SemblanceException INVALID when the reading fails or does not end in time; CANCELLED
  ///   when the calling thread is interrupted
  public static <T> T run(Supplier<T> reading) {
    return run(reading, LIMIT);
  }

  static <T> T run(Supplier<T> reading, Duration limit) {
    var task = new FutureTask<>(reading::get);
    Thread thread = Thread.ofPlatform().name("read").daemon().start(task);
    try {
      return task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw fault(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      thread.interrupt();
      String reason = "the file could not be read within %d seconds".formatted(limit.toSeconds());
      throw new SemblanceException(Fault.INVALID, reason, e);
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new SemblanceException(Fault.CANCELLED, "interrupted while a file was read", e);
    }
  }

  private static SemblanceException fault(Throwable cause) {
    return switch (cause) {
      case SemblanceException refused -> refused;
      case StackOverflowError e ->
          new SemblanceException(Fault.INVALID, "the file's elements are nested too deeply", e);
      case OutOfMemoryError e ->
          new SemblanceException(
              Fault.INVALID,
              "the file needs more memory than there is; split it into several files",
              e);
      default ->
          new SemblanceException(Fault.INVALID, "the file is damaged: " + reason(cause), cause);
    };
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return message == null || message.isBlank()
        ? "its structure cannot be read"
        : message.lines().findFirst().orElse("");
  }
}
