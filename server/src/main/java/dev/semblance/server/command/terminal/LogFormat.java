package dev.semblance.server.command.terminal;

import dev.semblance.server.settings.LogLevel;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The form of log lines, all of which go to the error stream.
public enum LogFormat {
  /// For people.
  TEXT,
  /// One JSON object a line, for machines.
  JSON;

  private static final Logger ROOT = Logger.getLogger("");

  /// Held, because the JDK forgets a logger, and its level, that nobody holds.
  private static final Logger OURS = Logger.getLogger("dev.semblance");

  /// Sends all logging of this process, the libraries' included, to the error stream in this form.
  ///
  /// @param from what Semblance itself logs; libraries are a step quieter
  public void install(LogLevel from) {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    ConsoleHandler handler = new ConsoleHandler();
    handler.setLevel(Level.ALL);
    handler.setFormatter(formatter());
    ROOT.addHandler(handler);
    ROOT.setLevel(ofLibraries(from));
    OURS.setLevel(ours(from));
  }

  private static Level ours(LogLevel from) {
    return switch (from) {
      case TRACE -> Level.FINEST;
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARN -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }

  private static Level ofLibraries(LogLevel from) {
    return switch (from) {
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
