package dev.semblance.engine;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.engine.model.ModelPlaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;

/// Models for tests: unpacked by the build, in the test resources, or in the shared folder beside
/// the repository, which may be absent.
public final class Shared {
  private static final Path ROOT = Path.of(System.getProperty("semblance.root", ".."));

  private Shared() {}

  /// The packaged models.
  public static EngineSettings packaged() {
    return EngineSettings.standard(
        new ModelPlaces(ROOT.resolve("engine/target/models"), Path.of("no-hub-cache")));
  }

  /// A folder of `src/test/resources/models`.
  public static Path resource(String name) {
    return ROOT.resolve("engine/src/test/resources/models").resolve(name);
  }

  /// A small model of the test resources, else of the shared folder.
  public static Path model(String name) {
    Path copy = resource(name);
    return Files.exists(copy) ? copy : shared("fixtures/models/" + name);
  }

  /// A file or folder of the shared folder; the test is skipped with a message when it is absent.
  public static Path shared(String path) {
    Path file = ROOT.resolve("../shared").resolve(path).normalize();
    assumeTrue(Files.exists(file), () -> "skipped: ../shared/" + path + " is absent");
    return file;
  }

  /// A copy of a model folder that a test may change; `to` is empty.
  public static Path copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.write(target, Files.readAllBytes(file));
      }
      return to;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode json(Path file) {
    try {
      return new JsonMapper().readTree(file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static float[] floats(JsonNode array) {
    float[] floats = new float[array.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = array.get(i).floatValue();
    }
    return floats;
  }
}
