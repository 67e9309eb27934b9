package dev.semblance.server.command.terminal;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/// Log line as text: `12:30:07 WARNING message`, followed by the stack trace if there is one.
final class TextLogLine extends Formatter {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  @Override
  public String format(LogRecord event) {
    LocalTime time = LocalTime.ofInstant(event.getInstant(), ZoneId.systemDefault());
    StringWriter line = new StringWriter();
    PrintWriter out = new PrintWriter(line);
    out.printf("%s %s %s%n", TIME.format(time), event.getLevel().getName(), formatMessage(event));
    if (event.getThrown() != null) {
      event.getThrown().printStackTrace(out);
    }
    return line.toString();
  }
}
