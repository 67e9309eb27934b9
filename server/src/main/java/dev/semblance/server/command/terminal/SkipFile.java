package dev.semblance.server.command.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.semblance.search.ingest.IngestReport;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/// The file of `index --skipped`: a line `{"where":…,"reason":…}` for each item that was not
/// written. *One thread at a time.*
public final class SkipFile implements Consumer<IngestReport.Skipped>, AutoCloseable {
  private final Writer out;

  private SkipFile(Writer out) {
    this.out = out;
  }

  /// @param file empty to list nothing
  public static SkipFile open(Optional<Path> file) {
    try {
      return new SkipFile(
          file.isPresent() ? Files.newBufferedWriter(file.get()) : Writer.nullWriter());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void accept(IngestReport.Skipped skipped) {
    byte[] line =
        Json.write(json -> {
          json.writeStartObject();
          json.writeStringField("where", skipped.where());
          json.writeStringField("reason", skipped.reason());
          json.writeEndObject();
        });
    try {
      out.write(new String(line, UTF_8) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
