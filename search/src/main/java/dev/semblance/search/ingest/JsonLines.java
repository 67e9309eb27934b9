package dev.semblance.search.ingest;

import dev.semblance.SemblanceException;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.search.ingest.text.Lines;
import dev.semblance.search.ingest.text.TextLine;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file with one JSON object a line, as [JsonDocument] reads it; blank lines are skipped.
record JsonLines(InputFile file) implements Source {
  /// The encoding of JSON.
  private static final Optional<Charset> UTF_8 = Optional.of(StandardCharsets.UTF_8);

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public DocumentReader open() {
    Optional<Charset> encoding = file.settings().encoding().or(() -> UTF_8);
    return new LineReader(Lines.of(file.open(), encoding));
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

    private ReadResult result(String text) {
      try {
        return RecordEntry.of(JsonDocument.object(text), file.settings().columns());
      } catch (SemblanceException e) {
        return new Refused(null, String.valueOf(e.getMessage()));
      }
    }

    @Override
    public String file() {
      return file.name();
    }

    @Override
    public String where() {
      return file.name() + ", line " + line;
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
