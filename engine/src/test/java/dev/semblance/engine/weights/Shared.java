package dev.semblance.engine.weights;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// Files for tests.
final class Shared {
  private static final Path ROOT = Path.of(System.getProperty("semblance.root", "."));

  private Shared() {}

  /// A packaged model.
  static Path packaged(String model) {
    return ROOT.resolve("engine/target/models").resolve(model);
  }

  /// A folder of the fixtures beside the repository; the test is skipped where there are none.
  static Path fixtures(String name) {
    Path folder = ROOT.resolve("../shared/fixtures").resolve(name).normalize();
    assumeTrue(Files.isDirectory(folder), () -> "skipped: there is no " + folder);
    return folder;
  }
}
