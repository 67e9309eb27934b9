package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A source of documents. Opening it twice reads it twice. *Safe for use by many threads.*
///
/// Documents without an id of their own get one that is the same in every run: a file that is one
/// document has its path as given; a record in a file of many has a digest of its content
/// ([ContentId]), so that it keeps its id when lines above it are added or removed.
///
/// Not sealed: `search.ingest.jdk` implements it in a package of its own, because it needs the Java
/// compiler.
public interface Source {

  /// Its name for users.
  String name();

  /// @throws SemblanceException NOT_FOUND when it does not exist
  DocumentReader open();

  /// The same with at most `limit` documents; the rest is not read.
  default Source first(long limit) {
    return new LimitedSource(this, limit);
  }

  /// The source that reads a file or folder, chosen by its name.
  ///
  /// @throws SemblanceException NOT_FOUND when the path does not exist, INVALID for a name whose
  ///   format is unknown
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
