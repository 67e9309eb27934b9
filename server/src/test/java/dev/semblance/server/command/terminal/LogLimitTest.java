package dev.semblance.server.command.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class LogLimitTest {
  private static final Instant START = Instant.parse("2026-01-01T12:30:00Z");

  private final LogLimit limit = new LogLimit();

  @Test
  void loggerIsBoundedInEachMinuteAndSaysWhatIsLeftOut() {
    List<LogRecord> written = written("io.grpc.netty.Handler", Level.WARNING, 0, 1_000);
    assertThat(written).hasSize(LogLimit.PER_MINUTE);
    assertThat(written.getLast().getMessage())
        .isEqualTo("bad stream [further records of this logger are left out for up to 60 s]");
    List<LogRecord> later = written("io.grpc.netty.Handler", Level.WARNING, 60, 1);
    assertThat(later.getFirst().getMessage())
        .isEqualTo("bad stream [980 earlier records of this logger are left out]");
  }

  @Test
  void loggersDoNotUseEachOthersLimit() {
    assertThat(written("org.eclipse.jetty.A", Level.WARNING, 0, 100)).hasSize(20);
    assertThat(written("dev.semblance.server.http.B", Level.SEVERE, 0, 100)).hasSize(20);
  }

  @Test
  void ownInformationIsNotLimited() {
    assertThat(written("dev.semblance.requests", Level.INFO, 0, 1_000)).hasSize(1_000);
  }

  private List<LogRecord> written(String logger, Level level, long second, int count) {
    List<LogRecord> written = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      LogRecord event = new LogRecord(level, "bad stream");
      event.setLoggerName(logger);
      event.setInstant(START.plusSeconds(second).plusMillis(i));
      if (limit.isLoggable(event)) {
        written.add(event);
      }
    }
    return written;
  }
}
