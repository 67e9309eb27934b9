package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.search.ingest.text.OtherEncoding;
import dev.semblance.search.ingest.text.Utf8;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads a file that is one document. *One thread at a time.*
final class WholeFile implements DocumentReader {
  /// Largest file in bytes.
  static final int MAX_BYTES = 16 << 20;

  private final Path file;
  private final Function<String, Document> document;
  private boolean read;

  private WholeFile(Path file, Function<String, Document> document) {
    this.file = file;
    this.document = document;
  }

  /// @throws SemblanceException NOT_FOUND when it does not exist
  static WholeFile open(Path file, Function<String, Document> document) {
    if (Files.notExists(file)) {
      throw new SemblanceException(Fault.NOT_FOUND, "there is no file " + file);
    }
    return new WholeFile(file, document);
  }

  /// The path with forward slashes on every system.
  ///
  /// @param relative the path of a file below the given folder, or its name
  static String id(Path relative) {
    return relative.toString().replace('\\', '/');
  }

  /// The file's name without its ending.
  static String title(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  @Override
  public @Nullable ReadResult next() {
    if (read) {
      return null;
    }
    read = true;
    try {
      if (Files.size(file) > MAX_BYTES) {
        return refused(
            "the file is longer than %d bytes: %d; split it into several files"
                .formatted(MAX_BYTES, Files.size(file)));
      }
      return result(Files.readAllBytes(file));
    } catch (AccessDeniedException _) {
      return refused("no permission to read the file");
    } catch (IOException e) {
      return refused("the file cannot be read: " + e.getMessage());
    }
  }

  private ReadResult result(byte[] bytes) {
    String text = Utf8.decodeOrNull(bytes, true);
    if (text == null) {
      return refused("the file is not UTF-8" + OtherEncoding.hint(bytes));
    }
    if (text.isBlank()) {
      return refused("the file holds no text");
    }
    return text.indexOf('\0') >= 0
        ? refused("the file holds NUL characters, so it is no text" + OtherEncoding.hint(bytes))
        : Entry.of(document.apply(text));
  }

  private static ReadResult refused(String reason) {
    return new Refused(null, reason);
  }

  @Override
  public String where() {
    return file.toString();
  }

  @Override
  public double share() {
    return read ? 1 : 0;
  }

  @Override
  public void close() {}
}
