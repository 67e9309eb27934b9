package dev.semblance.server.http.connection;

import java.time.Duration;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.io.AbstractEndPoint;
import org.eclipse.jetty.io.EndPoint;

/// How long a client may take to send a request's headers, and how long its connection may stay
/// silent. *Safe for use by many threads.*
///
/// Jetty bounds silence only: its idle timeout begins anew with every byte, so a client that sends
/// one byte now and then would hold a connection for hours.
///
/// **Why headers end in time.** Jetty's parser notes the time of a request's first byte. A later
/// byte wakes the connection, which then compares that time with `timeout` and closes. No further
/// byte means silence, which the idle timeout, here also `timeout`, ends. Together at most twice
/// `timeout` from the first byte.
///
/// @param timeout the longest time for the headers, and the longest silence within a request
record HeaderDeadline(Duration timeout) {
  /// The longest silence before the first request and between two. Most clients and proxies drop a
  /// pooled connection after at most 60 seconds. They must end it first: if the server did, a
  /// request already on its way would be lost. Some open connections before they need them.
  private static final Duration KEEP_ALIVE = Duration.ofSeconds(75);

  /// Whether a part of a request's headers has arrived, and the rest is late.
  boolean isExceeded(HttpParser parser) {
    boolean isWithinHeaders = parser.inHeaderState() && !parser.isStart();
    return isWithinHeaders && System.nanoTime() - parser.getBeginNanoTime() > timeout.toNanos();
  }

  /// Sets the idle timeout for the wait for a request, or for more of its headers.
  ///
  /// @param isIdle whether no request has begun, or the last one has ended
  void awaitRequest(EndPoint client, boolean isIdle) {
    boolean isKeptAlive = isIdle && KEEP_ALIVE.compareTo(timeout) > 0;
    allowSilence(client, isKeptAlive ? KEEP_ALIVE : timeout);
  }

  /// Sets the idle timeout for the wait for more of a request's body.
  void awaitBody(EndPoint client) {
    allowSilence(client, timeout);
  }

  /// Seldom changes anything: a request that has already arrived is not waited for, and setting a
  /// timeout for each request would wake the timer's thread each time.
  private static void allowSilence(EndPoint client, Duration longest) {
    if (client.getIdleTimeout() != longest.toMillis()) {
      if (client instanceof AbstractEndPoint endPoint) {
        endPoint.notIdle(); // else a shorter timeout could have passed already
      }
      client.setIdleTimeout(longest.toMillis());
    }
  }
}
