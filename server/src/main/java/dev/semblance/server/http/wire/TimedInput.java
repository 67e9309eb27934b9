package dev.semblance.server.http.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// Limits the total time that reading waits for the client between two [#restart] calls. A limit on
/// each read alone would allow one byte now and then. *One thread at a time.*
public final class TimedInput extends FilterInputStream {
  private final Duration timeout;
  private long waitedNanos;

  public TimedInput(InputStream in, Duration timeout) {
    super(in);
    this.timeout = timeout;
  }

  /// Starts the measurement anew.
  public void restart() {
    waitedNanos = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  /// @throws HttpError 408
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    long start = System.nanoTime();
    int read;
    try {
      read = super.read(into, offset, length);
    } catch (IOException e) {
      if (e.getCause() instanceof TimeoutException) {
        throw HttpError.slow(timeout);
      }
      throw e;
    }
    waitedNanos += System.nanoTime() - start;
    if (waitedNanos > timeout.toNanos()) {
      throw HttpError.slow(timeout);
    }
    return read;
  }
}
