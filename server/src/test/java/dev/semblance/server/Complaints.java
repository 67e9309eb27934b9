package dev.semblance.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// What anything in this process logs as an error from here until it is closed: an operator would
/// be woken by it. *Safe for use by many threads.*
public final class Complaints extends Handler implements AutoCloseable {
  private final Logger root = Logger.getLogger("");
  private final List<String> heard = new CopyOnWriteArrayList<>();

  private Complaints() {}

  public static Complaints listen() {
    Complaints complaints = new Complaints();
    complaints.root.addHandler(complaints);
    return complaints;
  }

  public List<String> heard() {
    return heard;
  }

  @Override
  public void publish(LogRecord complaint) {
    if (complaint.getLevel().intValue() >= Level.SEVERE.intValue()) {
      heard.add(complaint.getMessage() + ": " + complaint.getThrown());
    }
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    root.removeHandler(this);
  }
}
