package dev.semblance.chunk;

import dev.semblance.Chunked.Chunk;
import dev.semblance.TokenSpans;
import dev.semblance.WindowSize;
import java.util.List;

/// Chunks of as many tokens as fit: [TokenWindows].
public record WindowChunker(WindowSize size) implements Chunker {
  @Override
  public List<Chunk> chunks(TokenSpans text) {
    if (text.count() == 0) {
      return List.of();
    }
    TextPart all = TextPart.all(text);
    return new TokenWindows(text)
        .cut(all.from(), all.to(), size).stream().map(part -> part.chunk(text)).toList();
  }
}
