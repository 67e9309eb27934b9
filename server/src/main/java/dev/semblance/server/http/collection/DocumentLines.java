package dev.semblance.server.http.collection;

import dev.semblance.search.ingest.JsonDocument;
import dev.semblance.search.ingest.Lines;
import dev.semblance.search.ingest.TextLine;
import dev.semblance.server.service.StreamItem;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Newline-delimited JSON: one document a line, lines counted from 1, blank ones passed over. A bad
/// line is an item like any other, and the next line is read. *One thread at a time.*
final class DocumentLines implements DocumentSource {
  private final Lines lines;

  /// @param limit the longest line, in bytes
  DocumentLines(InputStream in, int limit) {
    this.lines = Lines.of(in, limit);
  }

  @Override
  public String placeName() {
    return "line";
  }

  @Override
  public @Nullable StreamItem next() {
    TextLine line = lines.next();
    while (line instanceof TextLine.Text(_, String text) && text.isBlank()) {
      line = lines.next();
    }
    return switch (line) {
      case null -> null;
      case TextLine.Unreadable(long number, String reason) ->
          new StreamItem.Bad(number, null, reason);
      case TextLine.Text(long number, String text) ->
          DocumentJson.offered(number, text.length(), () -> JsonDocument.parse(text));
    };
  }
}
