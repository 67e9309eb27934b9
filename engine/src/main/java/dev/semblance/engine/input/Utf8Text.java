package dev.semblance.engine.input;

import dev.semblance.Token;
import java.nio.charset.StandardCharsets;

/// Converts offsets in a text from code points, which the tokenizer library counts, to the UTF-8
/// bytes that spans of tokens have. *Safe for use by many threads.*
final class Utf8Text {
  private final byte[] bytes;

  /// Index of the first byte of each code point, and the end of the text.
  private final int[] starts;

  /// @param text without lone surrogates
  Utf8Text(String text) {
    this.bytes = text.getBytes(StandardCharsets.UTF_8);
    this.starts = new int[text.codePointCount(0, text.length()) + 1];
    int point = 0;
    for (int at = 0; at < bytes.length; at++) {
      boolean first = (bytes[at] & 0xC0) != 0x80;
      if (first) {
        starts[point++] = at;
      }
    }
    starts[point] = bytes.length;
  }

  /// @param from a code point
  /// @param to a code point, exclusive
  Token.Span span(int from, int to) {
    return new Token.Span(starts[from], starts[to]);
  }

  String piece(Token.Span span) {
    return new String(bytes, span.start(), span.stop() - span.start(), StandardCharsets.UTF_8);
  }
}
