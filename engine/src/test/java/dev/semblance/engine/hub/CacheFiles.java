package dev.semblance.engine.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Lists the files of a cache, for tests.
final class CacheFiles {
  private CacheFiles() {}

  /// Names of all complete files below a folder, without locks.
  static List<String> names(Path folder) throws IOException {
    return Repository.files(folder).stream()
        .map(file -> folder.relativize(file).toString())
        .filter(name -> !name.startsWith(".locks"))
        .toList();
  }
}
