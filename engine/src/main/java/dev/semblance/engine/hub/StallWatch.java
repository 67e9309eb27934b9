package dev.semblance.engine.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Ends a reading of a stream from which nothing comes any more: the stream is closed, and whoever
/// waits for its bytes gets an [IOException]. *Safe for use by many threads.*
final class StallWatch implements AutoCloseable {
  private final InputStream stream;
  private final long limitNanos;
  private final Thread watcher;
  private volatile long lastMoved = System.nanoTime();

  StallWatch(InputStream watched, Duration patience) {
    this.stream = watched;
    this.limitNanos = patience.toNanos();
    this.watcher = Thread.ofVirtual().name("hub-stall-watch").start(this::watch);
  }

  /// Bytes have come.
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
      Thread.currentThread().interrupt(); // nobody waits any more
    } catch (IOException e) {
      // closed already
    }
  }
}
