package dev.semblance.bench;

import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.model.ModelFinder;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelPlaces;
import java.net.URISyntaxException;
import java.nio.file.Path;

/// Where benchmarks find models and data: this module lives in the source tree and nowhere else.
final class Bench {
  private Bench() {}

  /// Every core, models as the build unpacked them.
  static EngineSettings settings() {
    return EngineSettings.standard(
        ModelPlaces.of(root().resolve("engine/target/models"), System.getenv()));
  }

  static ModelFolder model(String name) {
    return new ModelFinder(settings().places()).find(name);
  }

  /// A file of the shared folder beside the repository, which may be absent.
  static Path shared(String path) {
    return root().resolve("../shared").resolve(path).normalize();
  }

  /// The repository: this jar stands in `bench/target/semblance-bench`.
  private static Path root() {
    try {
      Path jar = Path.of(Bench.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolve("../../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
