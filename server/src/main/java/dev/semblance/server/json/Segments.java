package dev.semblance.server.json;

import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// Bytes in memory in segments, which are neither copied as they grow nor limited in their sum.
/// *One thread at a time.*
public final class Segments extends OutputStream {
  private static final int SHORTEST = 1 << 10;
  private static final int LONGEST = 1 << 20;

  private final List<ByteBuffer> full = new ArrayList<>();
  private byte[] last = new byte[SHORTEST];
  private int used;
  private long length;

  @Override
  public void write(int one) {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    int from = offset;
    int end = offset + count;
    while (from < end) {
      if (used == last.length) {
        full.add(ByteBuffer.wrap(last));
        last = new byte[Math.min(LONGEST, 2 * last.length)];
        used = 0;
      }
      int part = Math.min(end - from, last.length - used);
      System.arraycopy(bytes, from, last, used, part);
      used += part;
      from += part;
    }
    length += count;
  }

  /// How many bytes were written.
  public long length() {
    return length;
  }

  /// All of them, in order; at least one buffer. The buffers share the bytes of this object.
  public List<ByteBuffer> buffers() {
    List<ByteBuffer> all = new ArrayList<>(full);
    all.add(ByteBuffer.wrap(last, 0, used));
    return all;
  }
}
