package dev.semblance.server.command;

import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.Logger;

/// The form of log lines, all of which go to the error stream.
enum LogFormat {
  /// For people.
  TEXT,
  /// One JSON object a line, for machines.
  JSON;

  private static final Logger ROOT = Logger.getLogger("");

  /// Held, because the JDK forgets a logger, and its level, that nobody holds.
  private static final Logger OURS = Logger.getLogger("dev.semblance");

  /// Sends all logging of this process, the libraries' included, to the error stream in this form.
  ///
  /// @param verbose whether everything is told, or only what Semblance itself finds worth telling
  void install(boolean verbose) {
    for (Handler handler : ROOT.getHandlers()) {
      ROOT.removeHandler(handler);
    }
    ConsoleHandler handler = new ConsoleHandler();
    handler.setLevel(Level.ALL);
    handler.setFormatter(formatter());
    ROOT.addHandler(handler);
    ROOT.setLevel(verbose ? Level.INFO : Level.WARNING);
    OURS.setLevel(verbose ? Level.FINE : Level.INFO);
  }

  private Formatter formatter() {
    return switch (this) {
      case TEXT -> new TextLogLine();
      case JSON -> new JsonLogLine();
    };
  }
}
