package dev.semblance.engine.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Lists the files of a cache, for tests.
final class CacheFiles {
  private CacheFiles() {}

  /// The files of a folder by name.
  static Map<String, byte[]> contents(Path folder) {
    try {
      Map<String, byte[]> contents = new LinkedHashMap<>();
      for (String name : Repository.relative(folder)) {
        contents.put(name, Files.readAllBytes(folder.resolve(name)));
      }
      return contents;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Names of all complete files below a folder, without locks.
  static List<String> names(Path folder) throws IOException {
    return Repository.files(folder).stream()
        .map(file -> folder.relativize(file).toString())
        .filter(name -> !name.startsWith(".locks"))
        .toList();
  }
}
