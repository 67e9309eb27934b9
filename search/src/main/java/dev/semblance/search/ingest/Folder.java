package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Every file with a known name in a folder and its subfolders, ordered by path. Other files, and
/// hidden ones (a name that starts with a dot), are skipped.
record Folder(Path folder) implements Source {
  @Override
  public String name() {
    return folder.toString();
  }

  @Override
  public DocumentReader open() {
    List<Source> files = files();
    if (files.isEmpty()) {
      throw new SemblanceException(
          Fault.INVALID,
          folder + " holds no file that can be read: .jsonl, .ndjson, .csv, .txt, .md, .markdown");
    }
    return new ConcatenatedSource(files).open();
  }

  private List<Source> files() {
    try (var paths = Files.walk(folder)) {
      return paths
          .filter(Files::isRegularFile)
          .filter(this::visible)
          .sorted()
          .map(Source::byName)
          .filter(Objects::nonNull)
          .map(Objects::requireNonNull)
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new SemblanceException(Fault.INVALID, folder + " cannot be read: " + e, e);
    }
  }

  private boolean visible(Path file) {
    for (Path part : folder.relativize(file)) {
      if (part.toString().startsWith(".")) {
        return false;
      }
    }
    return true;
  }
}
