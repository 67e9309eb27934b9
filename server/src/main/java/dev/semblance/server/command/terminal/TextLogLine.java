package dev.semblance.server.command.terminal;

import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// Log line as text: `12:30:07 WARNING message`, followed by the stack trace if there is one.
/// Control characters are escaped.
final class TextLogLine extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  @Override
  public String format(LogRecord event) {
    LocalTime time = LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault());
    String line =
        "%s %s %s%n"
            .formatted(
                TIME.format(time),
                event.getLevel().getName(),
                LogText.escaped(String.valueOf(formatMessage(event))));
    return event.getThrown() == null ? line : line + LogText.stack(event.getThrown());
  }
}
