package dev.semblance.chunk;

import dev.semblance.Chunked.Chunk;
import dev.semblance.TokenSpans;
import dev.semblance.WindowSize;
import java.util.ArrayList;
import java.util.List;

/// Chunks of whole sentences, as many as fit. A sentence that does not fit is cut into windows
/// ([TokenWindows]); the overlap consists of whole sentences.
public record SentenceChunker(WindowSize size) implements Chunker {
  @Override
  public List<Chunk> chunks(TokenSpans text) {
    List<Chunk> chunks = new ArrayList<>();
    for (TextPart part : cut(text, TextPart.all(text))) {
      chunks.add(part.chunk(text));
    }
    return chunks;
  }

  /// The chunks of a part of a text.
  public List<TextPart> cut(TokenSpans text, TextPart part) {
    List<TextPart> sentences = sentences(text, part);
    List<TextPart> chunks = new ArrayList<>();
    int first = 0;
    while (first < sentences.size()) {
      int from = sentences.get(first).from();
      int end = first + 1;
      while (end < sentences.size() && sentences.get(end).to() - from <= size.tokens()) {
        end++;
      }
      TextPart chunk = new TextPart(from, sentences.get(end - 1).to());
      if (chunk.tokens() > size.tokens()) {
        chunks.addAll(new TokenWindows(text).cut(chunk.from(), chunk.to(), size));
      } else {
        chunks.add(chunk);
      }
      first = end == sentences.size() ? end : next(sentences, first, end);
    }
    return chunks;
  }

  /// The first sentence of the next chunk: so many of the last ones are repeated as the overlap
  /// allows, where the next sentence fits beside them.
  private int next(List<TextPart> sentences, int first, int end) {
    int next = end;
    int stop = sentences.get(end).to();
    while (next - 1 > first
        && sentences.get(end - 1).to() - sentences.get(next - 1).from() <= size.overlap()
        && stop - sentences.get(next - 1).from() <= size.tokens()) {
      next--;
    }
    return next;
  }

  /// Sentences as runs of tokens; those without a token are left out.
  private static List<TextPart> sentences(TokenSpans text, TextPart part) {
    List<TextPart> sentences = new ArrayList<>();
    int from = part.from();
    for (int token = from + 1; token < part.to(); token++) {
      if (SentenceEnds.isBetween(text.points(), text.stops()[token - 1], text.starts()[token])) {
        sentences.add(new TextPart(from, token));
        from = token;
      }
    }
    if (from < part.to()) {
      sentences.add(new TextPart(from, part.to()));
    }
    return sentences;
  }
}
