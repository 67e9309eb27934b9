package dev.semblance.engine.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Closes a stream from which no bytes arrived for some time, so that its reader gets an
/// [IOException]. *Safe for use by many threads.*
final class StallWatch implements AutoCloseable {
  private final InputStream stream;
  private final long limitNanos;
  private final Thread watcher;
  private volatile long lastMoved = System.nanoTime();

  StallWatch(InputStream watched, Duration timeout) {
    this.stream = watched;
    this.limitNanos = timeout.toNanos();
    this.watcher = Thread.ofVirtual().name("hub-stall-watch").start(this::watch);
  }

  /// Called when bytes arrived.
  void moved() {
    lastMoved = System.nanoTime();
  }

  @Override
  public void close() {
    watcher.interrupt();
  }

  private void watch() {
    try {
      while (System.nanoTime() - lastMoved < limitNanos) {
        Thread.sleep(Duration.ofNanos(limitNanos / 10));
      }
      stream.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the reading has ended
    } catch (IOException e) {
      // closed already
    }
  }
}
