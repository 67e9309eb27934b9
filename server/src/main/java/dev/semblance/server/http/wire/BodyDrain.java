package dev.semblance.server.http.wire;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// Reads the rest of a request's body before an early reply, or else announces the end of the
/// connection with `Connection: close`.
///
/// A client that is still sending when its connection ends may never see the reply. A client that
/// does not know of the end may send its next request on that connection.
public final class BodyDrain {
  /// Bytes that are read at most; a new connection is cheaper than reading more.
  private static final int LONGEST = 4 << 20;

  private BodyDrain() {}

  /// Call this before the first byte of the reply is sent. It waits for the client.
  ///
  /// @param timeout the longest wait, in total
  public static void settle(Exchange exchange, Duration timeout) {
    if (!isReadOff(exchange, timeout) && !exchange.isCommitted()) {
      exchange.header("Connection", "close");
    }
  }

  private static boolean isReadOff(Exchange exchange, Duration timeout) {
    try {
      if (exchange.isRead()) {
        return true;
      }
      // A client whose body took too long gets no further time.
      boolean isSlow = exchange.status() == 408;
      // Reading would make Jetty send `100 Continue` and so request a body that is not needed.
      boolean isOffered = exchange.header("Expect") != null;
      boolean isLong = exchange.bodyLength() > LONGEST;
      return !isSlow
          && !isOffered
          && !isLong
          && isReadOff(new TimedInput(exchange.body(), timeout));
    } catch (IOException | HttpError _) {
      return false; // too slow, broken off, or not HTTP
    }
  }

  private static boolean isReadOff(InputStream rest) throws IOException {
    byte[] dropped = new byte[8192];
    int left = LONGEST;
    int read = 0;
    while (left > 0 && read >= 0) {
      read = rest.read(dropped, 0, Math.min(left, dropped.length));
      left -= read;
    }
    return read < 0;
  }
}
