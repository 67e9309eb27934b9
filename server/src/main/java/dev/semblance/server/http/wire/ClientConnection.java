package dev.semblance.server.http.wire;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
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
/// Jetty reads nothing while a request is worked on, and so hears nothing. Here a connection whose
/// request takes longer than a moment asks to be told of anything to read: the end of what its
/// client sends, which is taken for a hang-up, or the next request, whose first byte is put back.
public final class ClientConnection extends HttpConnection {
  /// How long a connection stays open for a next request. Most clients and proxies give a pooled
  /// connection up after at most 60 seconds; whoever ends it first must be they, or a request may
  /// meet its end halfway.
  private static final Duration KEPT_OPEN = Duration.ofSeconds(75);

  private final Duration patience;
  private final Lookout lookout;

  private ClientConnection(Factory factory, Connector connector, EndPoint client) {
    super(factory.getHttpConfiguration(), connector, client);
    this.patience = factory.patience;
    this.lookout = factory.lookout;
  }

  /// Makes a connection of each client's.
  public static final class Factory extends HttpConnectionFactory {
    private final Duration patience;
    private final Lookout lookout = new Lookout();

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
  static <R> R whileThere(Exchange exchange, Supplier<R> work) {
    return exchange.connection() instanceof ClientConnection connection
        ? connection.watched(work)
        : work.get();
  }

  @Override
  public void onFillable() {
    if (isLate()) {
      getEndPoint().close();
      return;
    }
    super.onFillable();
  }

  /// Waits for a request, or for more of its headers.
  @Override
  public void fillInterested(Callback next) {
    boolean isBetween = getParser().isStart() && getMessagesIn() > 0;
    allowSilence(isBetween && KEPT_OPEN.compareTo(patience) > 0 ? KEPT_OPEN : patience);
    super.fillInterested(next);
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
    lookout.add(watch, getConnector().getScheduler());
    try {
      return work.get();
    } finally {
      lookout.remove(watch);
      watch.end();
    }
  }

  /// Hears whether there is something to read, as long as somebody works. *Safe for use by many
  /// threads.*
  private final class Watch implements Callback, Lookout.Work {
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

    private int read(ByteBuffer into) {
      try {
        return getEndPoint().fill(into);
      } catch (IOException e) {
        return -1; // reset by the client
      }
    }
  }
}
