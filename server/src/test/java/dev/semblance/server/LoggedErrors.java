package dev.semblance.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Records what this process logs at level SEVERE until it is closed; it would alarm an operator.
/// *Safe for use by many threads.*
public final class LoggedErrors extends Handler implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final List<String> messages = new CopyOnWriteArrayList<>();

  private LoggedErrors() {}

  public static LoggedErrors record() {
    LoggedErrors errors = new LoggedErrors();
    errors.root.addHandler(errors);
    return errors;
  }

  public List<String> messages() {
    return messages;
  }

  @Override
  public void publish(LogRecord event) {
    if (event.getLevel().intValue() >= Level.SEVERE.intValue()) {
      messages.add(event.getMessage() + ": " + event.getThrown());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
  }
}
