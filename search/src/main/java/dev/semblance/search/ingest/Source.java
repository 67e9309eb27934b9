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
/// Documents without an id of their own get one that is the same in every run, whatever the working
/// directory: a file that is one document has its path below the given folder, or its name where
/// the file itself was given; a record in a file of many has a digest of its content ([ContentId]),
/// so that it keeps its id when lines above it are added or removed.
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
    return new DerivedSource(this, "", limit);
  }

  /// Files and folders that it does not read because their names start with a dot.
  default List<Path> hidden() {
    return List.of();
  }

  /// The same documents with a prefix before each id, so that files with equal ids stay apart in
  /// one collection.
  default Source withIdPrefix(String prefix) {
    return prefix.isEmpty() ? this : new DerivedSource(this, prefix, Long.MAX_VALUE);
  }

  /// The source that reads a file or folder, chosen by its name.
  ///
  /// @throws SemblanceException NOT_FOUND when the path does not exist, INVALID for a name whose
  ///   format is unknown
  static Source of(Path path) {
    return of(path, Exclusions.NONE);
  }

  /// As [#of(Path)].
  ///
  /// @param exclusions what is not read of a folder
  static Source of(Path path, Exclusions exclusions) {
    if (Files.notExists(path)) {
      throw new SemblanceException(Fault.NOT_FOUND, "there is no file or folder " + path);
    }
    Source source = ofMany(path, exclusions);
    if (source instanceof SkippedFile(String name, String reason)) {
      throw new SemblanceException(Fault.INVALID, name + ": " + reason);
    }
    return source;
  }

  /// Several files or folders, one after another. Of several, one that cannot be read is reported
  /// among the documents and does not stop the others.
  ///
  /// @param exclusions what is not read of folders
  /// @throws SemblanceException as [#of(Path)], when there is only one
  static Source of(List<Path> paths, Exclusions exclusions) {
    return paths.size() == 1
        ? of(paths.getFirst(), exclusions)
        : new ConcatenatedSource(paths.stream().map(path -> ofMany(path, exclusions)).toList());
  }

  private static Source ofMany(Path path, Exclusions exclusions) {
    if (Files.notExists(path)) {
      return new SkippedFile(path.toString(), "there is no file or folder of this name");
    }
    Source source =
        Files.isDirectory(path)
            ? new Folder(path, exclusions)
            : byName(path, path.toAbsolutePath().normalize().getFileName());
    return source == null ? new SkippedFile(path.toString(), FileKinds.UNKNOWN) : source;
  }

  /// The source for a file of this name; null when the name is unknown.
  ///
  /// @param relative its path below the given folder, or its name
  static @Nullable Source byName(Path file, Path relative) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    String inner = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
    if (inner.endsWith(".jsonl") || inner.endsWith(".ndjson")) {
      return new JsonLines(file);
    }
    if (inner.endsWith(".csv") || inner.endsWith(".tsv")) {
      return new Csv(file);
    }
    if (name.endsWith(".txt")) {
      return new PlainText(file, WholeFile.id(relative));
    }
    if (name.endsWith(".md") || name.endsWith(".markdown")) {
      return new Markdown(file, WholeFile.id(relative));
    }
    return null;
  }
}
