package dev.semblance.search.ingest;

import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.document.Document;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// All results of a source as lists, and factories of files.
public record ReadAll(List<Document> documents, List<IngestReport.Skipped> bad) {
  public static ReadAll of(Source source) {
    List<Document> documents = new ArrayList<>();
    List<IngestReport.Skipped> bad = new ArrayList<>();
    try (DocumentReader reader = source.open()) {
      for (ReadResult entry = reader.next(); entry != null; entry = reader.next()) {
        switch (entry) {
          case Entry(Document document, _) -> documents.add(document);
          case Refused(_, String reason) ->
              bad.add(new IngestReport.Skipped(reader.where(), reason));
        }
      }
    }
    return new ReadAll(documents, bad);
  }

  public static Path file(Path folder, String name, String content) {
    return file(folder, name, content.getBytes(StandardCharsets.UTF_8));
  }

  public static Path file(Path folder, String name, byte[] content) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(String content) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
