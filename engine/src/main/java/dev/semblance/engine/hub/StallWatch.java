package dev.semblance.engine.hub;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Ends a reading of a stream from which nothing comes any more: the stream is closed, and whoever
/// waits for its bytes gets an [IOException]. *Safe for use by many threads.*
final class StallWatch implements AutoCloseable {
  private final InputStream watched;
  private final long patience;
  private final Thread watcher;
  private volatile long moved = System.nanoTime();

  StallWatch(InputStream watched, Duration patience) {
    this.watched = watched;
    this.patience = patience.toNanos();
    this.watcher = Thread.ofVirtual().name("hub-stall-watch").start(this::watch);
  }

  /// Bytes have come.
  void moved() {
    moved = System.nanoTime();
  }

  @Override
  public void close() {
    watcher.interrupt();
  }

  private void watch() {
    try {
      while (System.nanoTime() - moved < patience) {
        Thread.sleep(Duration.ofNanos(patience / 10));
      }
      watched.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody waits any more
    } catch (IOException e) {
      // closed already
    }
  }
}
