package dev.semblance.server.command.terminal;

import dev.semblance.server.settings.LogLevel;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The format of log lines, all of which are written to the error stream.
public enum LogFormat {
  /// Time, level and message as text.
  TEXT,
  /// One JSON object per line.
  JSON;

  private static final Logger ROOT = Logger.getLogger("");

  /// A strong reference: the JDK drops a logger that is not referenced, and its level with it.
  private static final Logger SEMBLANCE = Logger.getLogger("dev.semblance");

  /// Sends all logging of this process, the libraries' included, to the error stream in this
  /// format, at a bounded rate ([LogLimit]).
  ///
  /// @param level lowest level that Semblance logs; libraries log from one level higher
  public void install(LogLevel level) {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    ConsoleHandler handler = new ConsoleHandler();
    handler.setLevel(Level.ALL);
    handler.setFormatter(formatter());
    handler.setFilter(new LogLimit());
    ROOT.addHandler(handler);
    ROOT.setLevel(libraryLevel(level));
    SEMBLANCE.setLevel(ownLevel(level));
  }

  private static Level ownLevel(LogLevel level) {
    return switch (level) {
      case TRACE -> Level.FINEST;
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARN -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }

  private static Level libraryLevel(LogLevel level) {
    return switch (level) {
      case TRACE, DEBUG -> Level.INFO;
      case INFO, WARN -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }

  private Formatter formatter() {
    return switch (this) {
      case TEXT -> new TextLogLine();
      case JSON -> new JsonLogLine();
    };
  }
}
