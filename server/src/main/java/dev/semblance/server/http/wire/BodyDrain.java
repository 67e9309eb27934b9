package dev.semblance.server.http.wire;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// What is left of a request's body when its answer is known: read off, as far as that is worth it,
/// or else the end of the connection, which the answer then tells of. A client that is still
/// sending when its connection ends may never see the answer, and one that was not told of the end
/// may send its next request there.
public final class BodyDrain {
  /// Bytes that are read for that.
  private static final int MOST = 4 << 20;

  private BodyDrain() {}

  /// To be called before the first byte of the answer leaves; it waits for the client.
  ///
  /// @param patience how long it may wait, all together
  public static void settle(Exchange exchange, Duration patience) {
    if (!isReadOff(exchange, patience) && !exchange.isCommitted()) {
      exchange.header("Connection", "close");
    }
  }

  private static boolean isReadOff(Exchange exchange, Duration patience) {
    try {
      if (exchange.isRead()) {
        return true;
      }
      // Reading would ask a client for what it only offers to send.
      boolean isOffered = exchange.header("Expect") != null;
      boolean isLong = exchange.bodyLength() > MOST;
      return !isOffered && !isLong && isReadOff(new TimedInput(exchange.body(), patience));
    } catch (IOException | HttpError _) {
      return false; // it does not come, or is no HTTP
    }
  }

  private static boolean isReadOff(InputStream rest) throws IOException {
    byte[] dropped = new byte[8192];
    int left = MOST;
    int read = 0;
    while (left > 0 && read >= 0) {
      read = rest.read(dropped, 0, Math.min(left, dropped.length));
      left -= read;
    }
    return read < 0;
  }
}
