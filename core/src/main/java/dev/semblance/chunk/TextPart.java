package dev.semblance.chunk;

import dev.semblance.Chunked.Chunk;
import dev.semblance.TokenSpans;

/// A part of a text.
///
/// @param from the first token
/// @param to exclusive
public record TextPart(int from, int to) {
  static TextPart all(TokenSpans text) {
    return new TextPart(0, text.count());
  }

  public int tokens() {
    return to - from;
  }

  Chunk chunk(TokenSpans text) {
    return tokens() == 0
        ? new Chunk(0, 0, 0)
        : new Chunk(text.starts()[from], text.stops()[to - 1], tokens());
  }
}
