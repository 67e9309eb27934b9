package dev.semblance.search.ingest.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// A text of another encoding as UTF-8. Bytes that are not of the encoding become one byte 0xFF,
/// which is in no UTF-8 text, so that a strict decoder refuses that place only. *One thread at a
/// time.*
final class TranscodedInput extends InputStream {
  private static final int BYTES = 1 << 13;
  private static final byte UNREADABLE = (byte) 0xFF;

  private final InputStream in;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final ByteBuffer source = ByteBuffer.allocate(BYTES).flip();
  private final CharBuffer chars = CharBuffer.allocate(BYTES).flip();
  private final ByteBuffer target = ByteBuffer.allocate(4 * BYTES).flip();
  private boolean ended;
  private boolean flushed;

  TranscodedInput(InputStream in, Charset charset) {
    this.in = in;
    this.decoder = charset.newDecoder();
  }

  @Override
  public int read() throws IOException {
    return target.hasRemaining() || refill() ? target.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (!target.hasRemaining() && !refill()) {
      return -1;
    }
    int count = Math.min(length, target.remaining());
    target.get(bytes, offset, count);
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }

  /// Returns whether there is more.
  private boolean refill() throws IOException {
    target.clear();
    while (target.position() == 0 && !flushed) {
      fillSource();
      chars.compact();
      CoderResult result = decoder.decode(source, chars, ended);
      if (ended && result.isUnderflow()) {
        decoder.flush(chars);
        flushed = true;
      }
      chars.flip();
      // A decoder writes whole characters, so that the encoder reads all of them.
      encoder.encode(chars, target, flushed);
      if (result.isError()) {
        source.position(source.position() + result.length());
        target.put(UNREADABLE);
      }
    }
    target.flip();
    return target.hasRemaining();
  }

  private void fillSource() throws IOException {
    source.compact();
    if (!ended && source.hasRemaining()) {
      int count = in.read(source.array(), source.position(), source.remaining());
      ended = count < 0;
      source.position(source.position() + Math.max(0, count));
    }
    source.flip();
  }
}
