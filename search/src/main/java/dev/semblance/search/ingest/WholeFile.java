package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.document.Document;
import dev.semblance.search.ingest.text.ExtractedText;
import dev.semblance.search.ingest.text.FileContent;
import dev.semblance.search.ingest.text.TextFormat;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file that is one document. Where the file has no title, its name without the ending is the
/// title.
///
/// @param id of the document
record WholeFile(InputFile file, TextFormat format, String id) implements Source {

  /// The path with forward slashes on every system.
  ///
  /// @param relative the path of a file below the given folder, or its name
  static String id(Path relative) {
    return relative.toString().replace('\\', '/');
  }

  @Override
  public String name() {
    return file.name();
  }

  @Override
  public DocumentReader open() {
    file.requireExists();
    return new FileReader();
  }

  /// *One thread at a time.*
  private final class FileReader implements DocumentReader {
    private boolean read;
    private Optional<String> assumption = Optional.empty();

    @Override
    public @Nullable ReadResult next() {
      if (read) {
        return null;
      }
      read = true;
      try {
        return Entry.of(document());
      } catch (SemblanceException e) {
        if (e.fault() == Fault.CANCELLED) {
          throw e;
        }
        return new Refused(null, String.valueOf(e.getMessage()));
      } catch (AccessDeniedException _) {
        return new Refused(null, "no permission to read the file");
      } catch (IOException e) {
        return new Refused(null, "the file cannot be read: " + e.getMessage());
      }
    }

    private Document document() throws IOException {
      ExtractedText extracted = format.extract(bytes(), file.settings().encoding());
      if (extracted.text().isBlank()) {
        throw new SemblanceException(Fault.INVALID, "the file holds no text");
      }
      assumption = file.assumed(extracted.foundEncoding());
      String title =
          extracted.title().isEmpty()
              ? file.path().map(FileKind::title).orElse("")
              : extracted.title();
      return new Document(id, title, extracted.text().strip(), extracted.fields());
    }

    private byte[] bytes() throws IOException {
      try (FileContent content = file.open()) {
        return content
            .bytes(format.maxBytes())
            .orElseThrow(() ->
                new SemblanceException(
                    Fault.INVALID,
                    "the file is longer than %d bytes; split it into several files"
                        .formatted(format.maxBytes())));
      }
    }

    @Override
    public String where() {
      return file.name();
    }

    @Override
    public Optional<String> assumption() {
      return assumption;
    }

    @Override
    public double share() {
      return read ? 1 : 0;
    }

    @Override
    public void close() {}
  }
}
