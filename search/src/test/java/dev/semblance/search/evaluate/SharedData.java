package dev.semblance.search.evaluate;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// The folder of public data sets beside the repository. Tests that need it are skipped without it.
final class SharedData {
  private SharedData() {}

  static Path file(String name) {
    Path file = Path.of(System.getProperty("semblance.root"), "..", "shared", "data", name);
    assumeTrue(Files.exists(file), "skipped: there is no " + file);
    return file;
  }
}
