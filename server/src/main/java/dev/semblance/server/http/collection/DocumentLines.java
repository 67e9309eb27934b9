package dev.semblance.server.http.collection;

import dev.semblance.search.ingest.JsonDocument;
import dev.semblance.search.ingest.Line;
import dev.semblance.search.ingest.Lines;
import dev.semblance.server.service.Offered;
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
  public @Nullable Offered next() {
    Line line = lines.next();
    while (line instanceof Line.Text(_, String text) && text.isBlank()) {
      line = lines.next();
    }
    return switch (line) {
      case null -> null;
      case Line.Unreadable(long number, String reason) -> new Offered.Bad(number, null, reason);
      case Line.Text(long number, String text) ->
          DocumentJson.offered(number, text.length(), () -> JsonDocument.parse(text));
    };
  }
}
