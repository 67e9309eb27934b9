package dev.semblance.server.http.collection;

import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.search.ingest.JsonDocument;
import dev.semblance.search.ingest.text.Lines;
import dev.semblance.search.ingest.text.TextLine;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Newline-delimited JSON: one document a line, lines counted from 1, blank ones skipped. A bad
/// line is a refused item, and the next line is read. *One thread at a time.*
final class DocumentLines implements DocumentSource {
  private final Lines lines;
  private long place;
  private long bytes;

  /// @param limit the longest line, in bytes
  DocumentLines(InputStream in, int limit) {
    this.lines = Lines.of(in, limit);
  }

  @Override
  public String placeName() {
    return "line";
  }

  @Override
  public @Nullable ReadResult next() {
    TextLine line = lines.next();
    while (line instanceof TextLine.Decoded(_, String text) && text.isBlank()) {
      line = lines.next();
    }
    if (line == null) {
      return null;
    }
    place = line.number();
    return switch (line) {
      case TextLine.Unreadable(_, String reason) -> new Refused(null, reason);
      case TextLine.Decoded(_, String text) -> {
        bytes = text.length();
        yield DocumentJson.read(() -> JsonDocument.parse(text));
      }
    };
  }

  @Override
  public long place() {
    return place;
  }

  @Override
  public long bytes() {
    return bytes;
  }
}
