package dev.semblance.search.ingest;

import dev.semblance.SemblanceException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A file with one JSON object a line, as [JsonDocument] reads it; blank lines are passed over.
record JsonLines(Path file) implements Source {
  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public DocumentReader open() {
    return new Reader(Lines.open(file));
  }

  private final class Reader implements DocumentReader {
    private final Lines lines;

    Reader(Lines lines) {
      this.lines = lines;
    }

    @Override
    public @Nullable ReadResult next() {
      TextLine line = lines.next();
      while (line instanceof TextLine.Text(_, String text) && text.isBlank()) {
        line = lines.next();
      }
      return switch (line) {
        case null -> null;
        case TextLine.Unreadable(long number, String reason) ->
            new ReadResult.Bad(where(number), reason);
        case TextLine.Text(long number, String text) -> entry(where(number), text);
      };
    }

    private ReadResult entry(String where, String text) {
      try {
        return new ReadResult.Good(where, JsonDocument.parse(text));
      } catch (SemblanceException e) {
        return new ReadResult.Bad(where, String.valueOf(e.getMessage()));
      }
    }

    private String where(long number) {
      return file + ", line " + number;
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
