package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.search.ingest.text.FileContent;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// A file to read, or standard input, and how it is read. *Safe for use by many threads.*
///
/// @param path empty for standard input
record InputFile(
    String name, Optional<Path> path, Supplier<FileContent> content, ReadSettings settings) {

  static InputFile of(Path path, ReadSettings settings) {
    return new InputFile(
        path.toString(), Optional.of(path), () -> FileContent.open(path), settings);
  }

  /// A stream, which can be opened once.
  static InputFile of(InputStream stream, ReadSettings settings) {
    String name = "standard input";
    var opened = new AtomicBoolean();
    return new InputFile(
        name,
        Optional.empty(),
        () -> {
          if (opened.getAndSet(true)) {
            throw new SemblanceException(Fault.INVALID, name + " can be read only once");
          }
          return FileContent.of(stream);
        },
        settings);
  }

  /// @throws SemblanceException NOT_FOUND when it does not exist, INVALID when it cannot be opened
  FileContent open() {
    return content.get();
  }

  /// @throws SemblanceException NOT_FOUND
  void requireExists() {
    if (path.filter(Files::notExists).isPresent()) {
      throw new SemblanceException(Fault.NOT_FOUND, "there is no file " + name);
    }
  }

  /// What was found out about the encoding, as a sentence.
  Optional<String> assumed(Optional<Charset> encoding) {
    return encoding.map(charset -> "%s: read as %s".formatted(name, charset.name()));
  }
}
