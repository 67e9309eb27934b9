package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import dev.semblance.collection.Entry;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// Reads a file that is one document. *One thread at a time.*
final class WholeFile implements DocumentReader {
  /// Largest file in bytes.
  static final int MAX_BYTES = 16 << 20;

  private final Path file;
  private final BiFunction<Path, String, Document> document;
  private boolean read;

  private WholeFile(Path file, BiFunction<Path, String, Document> document) {
    this.file = file;
    this.document = document;
  }

  /// @throws SemblanceException NOT_FOUND when it does not exist
  static WholeFile open(Path file, BiFunction<Path, String, Document> document) {
    if (Files.notExists(file)) {
      throw new SemblanceException(Fault.NOT_FOUND, "there is no file " + file);
    }
    return new WholeFile(file, document);
  }

  /// The path as given, with forward slashes on every system.
  static String id(Path file) {
    return file.normalize().toString().replace('\\', '/');
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
        return refused("the file is longer than " + MAX_BYTES + " bytes: " + Files.size(file));
      }
      String text = Utf8.decodeOrNull(Files.readAllBytes(file), true);
      return text == null ? refused("the file is not UTF-8") : Entry.of(document.apply(file, text));
    } catch (IOException e) {
      return refused("the file cannot be read: " + e);
    }
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
