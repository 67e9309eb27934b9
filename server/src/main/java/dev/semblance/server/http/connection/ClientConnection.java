package dev.semblance.server.http.connection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.Callback;

/// A connection of HTTP/1.1. To Jetty's own it adds a deadline for headers ([HeaderDeadline]), a
/// short busy-wait for the next request ([NextRequestSpin]), and an end of the work whose client
/// has hung up ([HangUpWatch]). *One thread at a time*, except for what Jetty itself calls.
///
/// This extends an internal class of Jetty, since Jetty offers no other place for these three. Each
/// states what it relies on; check that with every new version of Jetty.
public final class ClientConnection extends HttpConnection {
  private final HangUpWatcher watcher;
  private final HeaderDeadline deadline;
  private final ReadAhead readAhead = new JettyReadAhead();
  private final NextRequestSpin nextRequest;
  private final Runnable readAndServe = super::onFillable;

  private ClientConnection(Factory factory, Connector connector, EndPoint client) {
    super(factory.getHttpConfiguration(), connector, client);
    this.watcher = factory.watcher;
    this.deadline = factory.deadline;
    this.nextRequest = new NextRequestSpin(factory.busy, readAhead);
  }

  /// Makes the connection of each client.
  public static final class Factory extends HttpConnectionFactory {
    private final HeaderDeadline deadline;
    private final HangUpWatcher watcher = new HangUpWatcher();
    private final NextRequestSpin.BusyConnections busy = new NextRequestSpin.BusyConnections();

    /// @param timeout how long a request's headers may take
    public Factory(HttpConfiguration configuration, Duration timeout) {
      super(configuration);
      this.deadline = new HeaderDeadline(timeout);
    }

    @Override
    public Connection newConnection(Connector connector, EndPoint client) {
      return configure(new ClientConnection(this, connector, client), connector, client);
    }
  }

  /// Computes on the current thread, which is interrupted when the client hangs up. Call it once
  /// the request's body has been read.
  public <R> R whileThere(Supplier<R> work) {
    HangUpWatch watch = new HangUpWatch(readAhead);
    watcher.add(watch, getConnector().getScheduler());
    try {
      return work.get();
    } finally {
      watcher.remove(watch);
      watch.end();
    }
  }

  /// Reads and serves requests until none is left.
  @Override
  public void onFillable() {
    if (deadline.isExceeded(getParser())) {
      getEndPoint().close();
      return;
    }
    nextRequest.readAll(readAndServe);
  }

  /// Waits for a request, or for more of its headers. Jetty calls this last in [#onFillable], or
  /// where a reply has ended on another thread; only the former may busy-wait.
  @Override
  public void fillInterested(Callback next) {
    boolean isIdle = getParser().isStart();
    boolean isReading = equals(getCurrentConnection());
    if (isIdle && getMessagesIn() > 0 && isReading && nextRequest.arrives()) {
      return;
    }
    deadline.awaitRequest(getEndPoint(), isIdle);
    super.fillInterested(next);
  }

  /// Waits for more of a request's body.
  @Override
  public void asyncReadFillInterested() {
    deadline.awaitBody(getEndPoint());
    super.asyncReadFillInterested();
  }

  /// Reads past Jetty, into the buffer that Jetty parses next.
  private final class JettyReadAhead implements ReadAhead {
    @Override
    public EndPoint endPoint() {
      return getEndPoint();
    }

    @Override
    public int bufferSize() {
      return getInputBufferSize();
    }

    @Override
    public boolean isParsed() {
      return isRequestBufferEmpty();
    }

    @Override
    public int fill(ByteBuffer into) {
      try {
        return getEndPoint().fill(into);
      } catch (IOException e) {
        return -1; // reset by the client
      }
    }

    /// Jetty's own way to hand bytes to a connection, meant for upgrades of the protocol.
    @Override
    public void putBack(ByteBuffer bytes) {
      onUpgradeTo(bytes);
    }
  }
}
