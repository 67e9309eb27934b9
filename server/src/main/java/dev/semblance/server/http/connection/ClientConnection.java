package dev.semblance.server.http.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;

/// A connection of HTTP/1.1 that neither waits forever for a request's headers nor works for a
/// client that has hung up, and stays open between requests longer than those who pool connections
/// keep them. *One thread at a time*, but for what Jetty itself calls.
///
/// Whoever has been answered often asks again at once, and to wake a thread for it takes longer
/// than all that is done for a question beside computing. So the thread that answered looks for the
/// next request for a moment before it leaves the connection to the selector, unless others are at
/// work.
///
/// Jetty reads nothing while a request is worked on, and so hears nothing. Here a connection whose
/// request takes longer than a moment asks to be told of anything to read: the end of what its
/// client sends, which is taken for a hang-up, or the next request, whose first byte is put back.
public final class ClientConnection extends HttpConnection {
  /// How long a connection stays open for a next request. Most clients and proxies give a pooled
  /// connection up after at most 60 seconds; whoever ends it first must be they, or a request may
  /// meet its end halfway.
  private static final Duration KEPT_OPEN = Duration.ofSeconds(75);

  /// How long a connection is looked at behind an answer, unless others are at work: the way there
  /// and back on one machine or to the next, and a little.
  private static final Duration MOMENT = Duration.ofNanos(400_000);

  private final Factory factory;
  private final Duration patience;

  /// Id of the thread that has found the next request, and reads on, or 0.
  private volatile long finder;

  private ClientConnection(Factory factory, Connector connector, EndPoint client) {
    super(factory.getHttpConfiguration(), connector, client);
    this.factory = factory;
    this.patience = factory.patience;
  }

  /// Makes a connection of each client's.
  public static final class Factory extends HttpConnectionFactory {
    private final Duration patience;
    private final HangUpWatcher lookout = new HangUpWatcher();

    /// How many connections are read or served.
    private final AtomicInteger busy = new AtomicInteger();

    /// @param patience how long a request's headers may take
    public Factory(HttpConfiguration configuration, Duration patience) {
      super(configuration);
      this.patience = patience;
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint client) {
      return configure(new ClientConnection(this, connector, client), connector, client);
    }
  }

  /// Works for a request whose body has been read, on its thread, which is interrupted when the
  /// client hangs up.
  public static <R> R whileThere(ConnectionMetaData connection, Supplier<R> work) {
    return connection instanceof ClientConnection watching ? watching.watched(work) : work.get();
  }

  @Override
  public void onFillable() {
    if (isLate()) {
      getEndPoint().close();
      return;
    }
    long self = Thread.currentThread().threadId();
    factory.busy.incrementAndGet();
    try {
      do {
        finder = 0;
        super.onFillable();
      } while (finder == self); // and not another, which ends a long answer and reads after it
    } finally {
      factory.busy.decrementAndGet();
    }
  }

  /// Waits for a request, or for more of its headers.
  @Override
  public void fillInterested(Callback next) {
    boolean isBetween = getParser().isStart() && getMessagesIn() > 0;
    boolean isReading = equals(getCurrentConnection());
    if (isBetween && isReading && comesAtOnce()) {
      finder = Thread.currentThread().threadId();
      return;
    }
    allowSilence(isBetween && KEPT_OPEN.compareTo(patience) > 0 ? KEPT_OPEN : patience);
    super.fillInterested(next);
  }

  /// Looks for the next request. What came of it stands in the request buffer then; if it is the
  /// connection's end, reading on finds it again.
  @SuppressWarnings("ThreadPriorityCheck") // it is right whoever runs next, and kinder if others do
  private boolean comesAtOnce() {
    ByteBuffer next = BufferUtil.allocate(getInputBufferSize());
    long end = System.nanoTime() + MOMENT.toNanos();
    while (factory.busy.get() == 1 && System.nanoTime() - end < 0) {
      Thread.yield();
      int read = read(next);
      if (read > 0) {
        onUpgradeTo(next);
      }
      if (read != 0) {
        return true;
      }
    }
    return false;
  }

  private int read(ByteBuffer into) {
    try {
      return getEndPoint().fill(into);
    } catch (IOException e) {
      return -1; // reset by the client
    }
  }

  /// Waits for more of a request's body.
  @Override
  public void asyncReadFillInterested() {
    allowSilence(patience);
    super.asyncReadFillInterested();
  }

  /// Mostly there is nothing to change: a request that is here at once is never waited for, and a
  /// timer set for each would wake a thread.
  private void allowSilence(Duration most) {
    if (getEndPoint().getIdleTimeout() != most.toMillis()) {
      if (getEndPoint() instanceof AbstractEndPoint client) {
        client.notIdle(); // or a shorter time might be over at once
      }
      getEndPoint().setIdleTimeout(most.toMillis());
    }
  }

  private boolean isLate() {
    boolean within = getParser().inHeaderState() && !getParser().isStart();
    return within && System.nanoTime() - getParser().getBeginNanoTime() > patience.toNanos();
  }

  private <R> R watched(Supplier<R> work) {
    Watch watch = new Watch(Thread.currentThread());
    factory.lookout.add(watch, getConnector().getScheduler());
    try {
      return work.get();
    } finally {
      factory.lookout.remove(watch);
      watch.end();
    }
  }

  /// Hears whether there is something to read, as long as somebody works. *Safe for use by many
  /// threads.*
  private final class Watch implements Callback, HangUpWatcher.WatchedWork {
    private final Thread worker;
    private final long since = System.nanoTime();
    private boolean working = true;
    private boolean waiting;

    Watch(Thread worker) {
      this.worker = worker;
    }

    @Override
    public long since() {
      return since;
    }

    @Override
    public synchronized void lasts() {
      if (working && isRequestBufferEmpty()) {
        waiting = getEndPoint().tryFillInterested(this);
      }
    }

    /// Gives the connection back to Jetty; its thread is interrupted no more.
    synchronized void end() {
      working = false;
      boolean _ = Thread.interrupted();
      if (waiting && getEndPoint() instanceof AbstractEndPoint client) {
        var _ = client.getFillInterest().onFail(new CancellationException("answered"));
      }
    }

    @Override
    public synchronized void succeeded() {
      waiting = false;
      if (!working) {
        return;
      }
      ByteBuffer next = BufferUtil.allocate(1);
      int read = read(next);
      if (read < 0) {
        worker.interrupt();
      } else if (read == 0) {
        lasts(); // it was TLS's own affair
      } else {
        onUpgradeTo(next); // which puts it before what is read later
      }
    }

    @Override
    public synchronized void failed(Throwable reason) {
      waiting = false;
      if (working) {
        worker.interrupt();
      }
    }

    @Override
    public InvocationType getInvocationType() {
      return InvocationType.NON_BLOCKING;
    }
  }
}
