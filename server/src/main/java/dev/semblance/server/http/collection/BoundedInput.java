package dev.semblance.server.http.collection;

import dev.semblance.server.http.wire.HttpError;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Bounds how many bytes are read between two [#restart] calls. *One thread at a time.*
final class BoundedInput extends FilterInputStream {
  private final int limit;
  private long read;

  BoundedInput(InputStream in, int limit) {
    super(in);
    this.limit = limit;
  }

  /// Starts counting again; returns how many bytes were read since the last call.
  long restart() {
    long before = read;
    read = 0;
    return before;
  }

  @Override
  public int read() throws IOException {
    int next = super.read();
    count(next < 0 ? 0 : 1);
    return next;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    count(count);
    return count;
  }

  private void count(int bytes) {
    read += Math.max(0, bytes);
    if (read > limit) {
      throw HttpError.tooLarge(limit);
    }
  }
}
