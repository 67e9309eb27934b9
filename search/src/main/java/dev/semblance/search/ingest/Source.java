package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Somewhere documents come from. Opening it twice reads it twice. *Safe for use by many threads.*
///
/// Where a source gives a document no id of its own, the id is stable from run to run: a file that
/// is one document is called by its path as given; a record in a file of many is called by a digest
/// of what it says, so that it keeps its id when lines above it come or go.
public interface Source {

  /// Its name in messages.
  String name();

  /// @throws SemblanceException NOT_FOUND when it is not there
  DocumentReader open();

  /// The same, but no more than `limit` documents; what follows is not even read.
  default Source first(long limit) {
    return new LimitedSource(this, limit);
  }

  /// The source that reads a file or folder, chosen by its name.
  ///
  /// @throws SemblanceException NOT_FOUND when nothing is there, INVALID for a name that says
  ///   nothing of what is inside
  static Source of(Path path) {
    if (Files.notExists(path)) {
      throw new SemblanceException(Fault.NOT_FOUND, "there is no file or folder " + path);
    }
    if (Files.isDirectory(path)) {
      return new Folder(path);
    }
    Source source = byName(path);
    if (source == null) {
      throw new SemblanceException(
          Fault.INVALID,
          path
              + ": what is in it? Known names end in .jsonl, .ndjson or .csv (these also with .gz),"
              + " .txt, .md, .markdown; or give a folder of such files");
    }
    return source;
  }

  /// Several files or folders, one after another.
  static Source of(List<Path> paths) {
    return paths.size() == 1
        ? of(paths.getFirst())
        : new ConcatenatedSource(paths.stream().map(Source::of).toList());
  }

  /// The source for a file of this name; null when the name is unknown.
  static @Nullable Source byName(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    String inner = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (inner.endsWith(".jsonl") || inner.endsWith(".ndjson")) {
      return new JsonLines(file);
    }
    if (inner.endsWith(".csv")) {
      return new Csv(file);
    }
    if (name.endsWith(".txt")) {
      return new PlainText(file);
    }
    if (name.endsWith(".md") || name.endsWith(".markdown")) {
      return new Markdown(file);
    }
    return null;
  }
}
