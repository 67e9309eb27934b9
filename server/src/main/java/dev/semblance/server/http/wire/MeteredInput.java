package dev.semblance.server.http.wire;

import dev.semblance.server.request.MemoryReservation;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Takes the memory of a body from the request's while it is read. *One thread at a time.*
public final class MeteredInput extends FilterInputStream {
  /// Bytes that each request may have without taking memory, about the buffers of a connection: so
  /// large bodies in flight never stop small requests.
  private static final int FREE = 64 << 10;

  /// Bytes of memory for a byte of a body: the body, its parsed values and its texts.
  private static final int FACTOR = 4;

  private final MemoryReservation memory;
  private long read;
  private long taken;

  /// @param memory of the request
  public MeteredInput(InputStream in, MemoryReservation memory) {
    super(in);
    this.memory = memory;
  }

  /// Gives back what was taken: what has been read is no longer needed.
  public void restart() {
    memory.giveBack(taken);
    read = 0;
    taken = 0;
  }

  @Override
  public int read() throws IOException {
    byte[] single = new byte[1];
    return read(single, 0, 1) < 0 ? -1 : single[0] & 0xff;
  }

  /// @throws dev.semblance.SemblanceException TOO_LARGE, OVERLOADED
  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    read += Math.max(0, count);
    long needed = FACTOR * Math.max(0, read - FREE);
    if (needed > taken) {
      memory.takeForBody(needed - taken);
      taken = needed;
    }
    return count;
  }
}
