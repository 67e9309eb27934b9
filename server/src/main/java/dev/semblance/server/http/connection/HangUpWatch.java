package dev.semblance.server.http.connection;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.nio.ByteBuffer;
import java.util.concurrent.CancellationException;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// Interrupts the thread that serves a request when the client hangs up. One for each request.
/// *Safe for use by many threads.*
///
/// Jetty reads nothing while a request is served, and so does not notice a hang-up. If the request
/// runs long, this registers an interest in readable bytes. They are either the end of the
/// connection, taken for a hang-up, or the next request, whose first byte is read and put back; the
/// watch then ends, since a hang-up behind that request cannot be seen.
///
/// **Why Jetty's reading stays undisturbed.** All reading here happens under the monitor and only
/// while `serving`. [#end] takes the monitor and clears `serving` before the serving thread returns
/// to Jetty. So a byte read here is back in Jetty's buffer before Jetty reads, and an interest is
/// either withdrawn by `end` or already on its way to [#succeeded], which then does nothing. The
/// monitor covers a read that does not wait, never a computation.
///
/// **Why no interrupt leaks.** Interrupts happen under the monitor and only while `serving`; `end`
/// runs on the serving thread, clears `serving` and then the thread's interrupt status.
final class HangUpWatch implements Callback, HangUpWatcher.WatchedWork {
  private final ReadAhead connection;
  private final Thread server = Thread.currentThread();
  private final long startedNanos = System.nanoTime();

  /// Whether the request is still being served.
  @GuardedBy("this")
  private boolean serving = true;

  /// Whether an interest in readable bytes is registered.
  @GuardedBy("this")
  private boolean registered;

  /// Watches a request that the current thread serves.
  HangUpWatch(ReadAhead connection) {
    this.connection = connection;
  }

  @Override
  public long startedNanos() {
    return startedNanos;
  }

  @Override
  public synchronized void runsLong() {
    if (serving && connection.isParsed()) {
      registered = connection.endPoint().tryFillInterested(this);
    }
  }

  /// Gives the connection back to Jetty. Called once, on the thread that served the request.
  synchronized void end() {
    serving = false;
    boolean _ = Thread.interrupted();
    if (registered && connection.endPoint() instanceof AbstractEndPoint client) {
      var _ = client.getFillInterest().onFail(new CancellationException("the request is served"));
    }
  }

  /// Something can be read.
  @Override
  public synchronized void succeeded() {
    registered = false;
    if (!serving) {
      return;
    }
    ByteBuffer next = BufferUtil.allocate(1);
    int read = connection.fill(next);
    if (read < 0) {
      server.interrupt();
    } else if (read == 0) {
      runsLong(); // bytes of TLS itself
    } else {
      connection.putBack(next);
    }
  }

  @Override
  public synchronized void failed(Throwable reason) {
    registered = false;
    if (serving) {
      server.interrupt();
    }
  }

  @Override
  public InvocationType getInvocationType() {
    return InvocationType.NON_BLOCKING;
  }
}
