package dev.semblance.search.ingest;

import dev.semblance.SemblanceException;
import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.search.ingest.text.Lines;
import dev.semblance.search.ingest.text.TextLine;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file with one JSON object a line, as [JsonDocument] reads it; blank lines are skipped.
record JsonLines(Path file) implements Source {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public DocumentReader open() {
    return new LineReader(Lines.open(file));
  }

  private final class LineReader implements DocumentReader {
    private final Lines lines;
    private long line;

    LineReader(Lines lines) {
      this.lines = lines;
    }

    @Override
    public @Nullable ReadResult next() {
      TextLine next = lines.next();
      while (next instanceof TextLine.Decoded(_, String text) && text.isBlank()) {
        next = lines.next();
      }
      if (next == null) {
        return null;
      }
      line = next.number();
      return switch (next) {
        case TextLine.Unreadable(_, String reason) -> new Refused(null, reason);
        case TextLine.Decoded(_, String text) -> result(text);
      };
    }

    private static ReadResult result(String text) {
      try {
        return Entry.of(JsonDocument.parse(text));
      } catch (SemblanceException e) {
        return new Refused(null, String.valueOf(e.getMessage()));
      }
    }

    @Override
    public String where() {
      return file + ", line " + line;
    }

    @Override
    public double share() {
      return lines.share();
    }

    @Override
    public void close() {
      lines.close();
    }
  }
}
