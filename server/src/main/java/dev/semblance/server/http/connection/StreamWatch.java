package dev.semblance.server.http.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Interrupts the thread that serves a request of HTTP/2 when the client resets its stream or hangs
/// up. HTTP/2 is read while requests are served, so Jetty itself reports this. *Safe for use by
/// many threads.*
///
/// **Why no interrupt leaks.** As in [HangUpWatch].
public final class StreamWatch {
  private final Thread server = Thread.currentThread();

  /// Whether the request is still being served.
  @GuardedBy("this")
  private boolean serving = true;

  private StreamWatch() {}

  /// Computes on the current thread, which is interrupted when the stream fails.
  ///
  /// @param listeners takes an action that is run if the stream fails, at once if it has failed
  public static <R> R whileThere(Consumer<Runnable> listeners, Supplier<R> work) {
    StreamWatch watch = new StreamWatch();
    listeners.accept(watch::fail);
    try {
      return work.get();
    } finally {
      watch.end();
    }
  }

  private synchronized void fail() {
    if (serving) {
      server.interrupt();
    }
  }

  private synchronized void end() {
    serving = false;
    boolean _ = Thread.interrupted();
  }
}
