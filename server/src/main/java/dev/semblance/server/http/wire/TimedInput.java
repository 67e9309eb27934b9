package dev.semblance.server.http.wire;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/// Bounds how long reading waits, all together, between two [#restart] calls: a client may send
/// slowly, but not a byte now and then. *One thread at a time.*
public final class TimedInput extends FilterInputStream {
  private final Duration patience;
  private long waited;

  public TimedInput(InputStream in, Duration patience) {
    super(in);
    this.patience = patience;
  }

  /// Begins to count anew.
  public void restart() {
    waited = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
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
        throw HttpError.slow(patience);
      }
      throw e;
    }
    waited += System.nanoTime() - start;
    if (waited > patience.toNanos()) {
      throw HttpError.slow(patience);
    }
    return read;
  }
}
