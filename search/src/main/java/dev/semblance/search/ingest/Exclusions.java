package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// Files and folders below a given folder that are not read. *Safe for use by many threads.*
public final class Exclusions {
  /// Excludes nothing.
  public static final Exclusions NONE = new Exclusions(List.of(), List.of());

  private final List<PathMatcher> patterns;
  private final List<Path> folders;

  private Exclusions(List<PathMatcher> patterns, List<Path> folders) {
    this.patterns = patterns;
    this.folders = folders;
  }

  /// Excludes what matches a pattern, and some folders with all they hold.
  ///
  /// @param patterns globs, each compared with the name of a file or folder and with its path below
  ///   the given folder
  /// @throws SemblanceException INVALID for a malformed pattern
  public static Exclusions of(List<String> patterns, List<Path> folders) {
    return new Exclusions(
        patterns.stream().map(Exclusions::matcher).toList(),
        folders.stream().map(folder -> folder.toAbsolutePath().normalize()).toList());
  }

  /// @param path a file or folder as it was found
  /// @param relative the same below the given folder
  boolean contain(Path path, Path relative) {
    Path name = relative.getFileName();
    return folders.contains(path.toAbsolutePath().normalize())
        || patterns.stream().anyMatch(each -> each.matches(relative) || each.matches(name));
  }

  private static PathMatcher matcher(String pattern) {
    String glob = pattern.endsWith("/") ? pattern.substring(0, pattern.length() - 1) : pattern;
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (PatternSyntaxException e) {
      throw new SemblanceException(
          Fault.INVALID, "'%s' is no pattern: %s".formatted(pattern, e.getDescription()), e);
    }
  }
}
