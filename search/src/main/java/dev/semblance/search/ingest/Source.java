package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

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
    return of(List.of(path), Exclusions.NONE, ReadSettings.DEFAULT);
  }

  /// Several files or folders, one after another. Of several, one that cannot be read is reported
  /// among the documents and does not stop the others.
  ///
  /// @param exclusions what is not read of folders
  /// @throws SemblanceException as [#of(Path)], when there is only one
  static Source of(List<Path> paths, Exclusions exclusions, ReadSettings settings) {
    return paths.size() == 1
        ? of(paths.getFirst(), new FileSources(exclusions, settings))
        : new ConcatenatedSource(
            paths.stream()
                .map(path -> ofMany(path, new FileSources(exclusions, settings)))
                .toList());
  }

  /// A stream, such as standard input; it can be opened once. Where the settings name no format, it
  /// is found by the first bytes; tables are not recognized.
  static Source of(InputStream stream, ReadSettings settings) {
    return new FileSources(Exclusions.NONE, settings).stream(stream);
  }

  private static Source of(Path path, FileSources files) {
    if (Files.notExists(path)) {
      throw new SemblanceException(Fault.NOT_FOUND, "there is no file or folder " + path);
    }
    Source source = ofMany(path, files);
    if (source instanceof SkippedFile(String name, String reason)) {
      throw new SemblanceException(Fault.INVALID, name + ": " + reason);
    }
    return source;
  }

  private static Source ofMany(Path path, FileSources files) {
    if (Files.notExists(path)) {
      return new SkippedFile(path.toString(), "there is no file or folder of this name");
    }
    return Files.isDirectory(path)
        ? new Folder(path, files)
        : files.file(path, path.toAbsolutePath().normalize().getFileName());
  }
}
