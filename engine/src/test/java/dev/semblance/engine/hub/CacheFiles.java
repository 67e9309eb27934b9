package dev.semblance.engine.hub;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What lies in a cache, for tests.
final class CacheFiles {
  private CacheFiles() {}

  /// Names of all finished files below a folder, but for locks.
  static List<String> names(Path folder) throws IOException {
    return Repository.files(folder).stream()
        .map(file -> folder.relativize(file).toString())
        .filter(name -> !name.startsWith(".locks"))
        .toList();
  }
}
