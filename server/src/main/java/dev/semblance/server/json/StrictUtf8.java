package dev.semblance.server.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/// Checks that bytes are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
///
/// Source: RFC 3629, section 4.
final class StrictUtf8 {
  /// Characters decoded at once, and dropped.
  private static final int BLOCK = 8_192;

  private StrictUtf8() {}

  static boolean isWellFormed(byte[] text) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(text);
    CharBuffer out = CharBuffer.allocate(Math.min(text.length + 1, BLOCK));
    CoderResult result;
    do {
      out.clear();
      result = decoder.decode(in, out, true);
    } while (result.isOverflow());
    return result.isUnderflow();
  }

  /// Whether a text begins with a byte order mark, which JSON does not allow.
  static boolean isMarked(byte[] text) {
    return text.length >= 3
        && text[0] == (byte) 0xef
        && text[1] == (byte) 0xbb
        && text[2] == (byte) 0xbf;
  }
}
