package dev.semblance.server.command.terminal;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// Bounds how many records of one logger are written in a minute: a client can make a library, or a
/// failing route, log one for every few bytes it sends. The last record of a minute and the first
/// one after it say so. Semblance's own records below WARNING are not limited. *Safe for use by
/// many threads.*
final class LogLimit implements Filter {
  static final int PER_MINUTE = 20;

  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final String OWN = "dev.semblance.";

  private final Map<String, LogWindow> windows = new ConcurrentHashMap<>();

  @Override
  public boolean isLoggable(LogRecord event) {
    String logger = event.getLoggerName() == null ? "" : event.getLoggerName();
    boolean isOwn = logger.startsWith(OWN);
    if (isOwn && event.getLevel().intValue() < Level.WARNING.intValue()) {
      return true;
    }
    return windows.computeIfAbsent(logger, _ -> new LogWindow()).admits(event);
  }

  /// The records of one logger since the first one of a minute.
  private static final class LogWindow {
    @GuardedBy("this")
    private Instant start = Instant.MIN;

    @GuardedBy("this")
    private long count;

    synchronized boolean admits(LogRecord event) {
      if (!event.getInstant().isBefore(start.plus(WINDOW))) {
        if (count > PER_MINUTE) {
          note(event, "%,d earlier records of this logger are left out", count - PER_MINUTE);
        }
        start = event.getInstant();
        count = 0;
      }
      count++;
      if (count == PER_MINUTE) {
        note(
            event,
            "further records of this logger are left out for up to %d s",
            WINDOW.toSeconds());
      }
      return count <= PER_MINUTE;
    }

    private static void note(LogRecord event, String note, long number) {
      event.setMessage("%s [%s]".formatted(event.getMessage(), note.formatted(number)));
    }
  }
}
