package dev.semblance.search.ingest;

import dev.semblance.search.ingest.text.TextFormat;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// Chooses the source that reads a file. *Safe for use by many threads.*
///
/// @param exclusions what is not read of folders
record FileSources(Exclusions exclusions, ReadSettings settings) {
  /// Id of the document of a standard input that is one document.
  private static final String STREAM_ID = "standard-input";

  private static final int HEAD = 4096;

  /// @param relative its path below the given folder, or its name
  Source file(Path file, Path relative) {
    Optional<FileKind> kind = settings.format().or(() -> FileKind.ofName(relative));
    return kind.<Source>map(
            known -> source(InputFile.of(file, settings), known, WholeFile.id(relative)))
        .orElseGet(() -> new SkippedFile(file.toString(), FileKind.UNKNOWN));
  }

  /// Documents of a stream, whose kind is found by its first bytes where it is not given.
  Source stream(InputStream stream) {
    var buffered = new BufferedInputStream(stream, HEAD);
    FileKind kind = settings.format().orElseGet(() -> kindOf(buffered));
    return source(InputFile.of(buffered, settings), kind, STREAM_ID);
  }

  private static Source source(InputFile file, FileKind kind, String id) {
    return switch (kind) {
      case JSONL -> new JsonLines(file);
      case JSON -> new JsonValues(file);
      case CSV -> new Csv(file);
      case PARQUET -> new Parquet(file);
      case MARKDOWN, HTML, PDF, DOCX, TEXT ->
          new WholeFile(file, kind.document().orElse(TextFormat.PLAIN), id);
    };
  }

  private static FileKind kindOf(BufferedInputStream stream) {
    try {
      stream.mark(HEAD);
      byte[] head = stream.readNBytes(HEAD);
      stream.reset();
      return FileHead.kind(head);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
