package dev.semblance.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.model.ModelFinder;
import dev.semblance.engine.model.ModelFolder;
import dev.semblance.engine.model.ModelPlaces;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Models and data of benchmarks; this module runs from the source tree only.
final class Bench {
  /// The model of benchmarks without a `--model` option.
  static final String MODEL = "bge-small-en-v1.5";

  static final JsonMapper JSON = new JsonMapper();

  private Bench() {}

  /// All cores, and the models that the build unpacked.
  static EngineSettings settings() {
    return EngineSettings.standard(
        ModelPlaces.of(root().resolve("engine/target/models"), System.getenv()));
  }

  static ModelFolder model(String name) {
    return new ModelFinder(settings().places()).find(name);
  }

  /// The corpus of texts, unless another is given; it may be absent.
  static Path corpus(@Nullable Path given) {
    return given == null ? shared("data/arxiv_cs/corpus.jsonl.gz") : given;
  }

  /// As [#corpus], for a command that does nothing without it.
  ///
  /// @throws SemblanceException NOT_FOUND
  static Path requiredCorpus(@Nullable Path given) {
    return require(corpus(given), "--corpus FILE, a .jsonl of {\"title\", \"text\"} (also as .gz)");
  }

  /// @param option that names another file, for the message
  /// @throws SemblanceException NOT_FOUND
  static Path require(Path file, String option) {
    if (Files.notExists(file)) {
      throw new SemblanceException(
          Fault.NOT_FOUND, "there is no file %s; give %s".formatted(file, option));
    }
    return file;
  }

  /// A file of the shared folder beside the repository; it may be absent.
  static Path shared(String path) {
    return root().resolve("../shared").resolve(path).normalize();
  }

  /// A file of the repository.
  static Path source(String path) {
    return root().resolve(path);
  }

  /// The repository; this jar is in `bench/target/semblance-bench`.
  private static Path root() {
    try {
      Path jar = Path.of(Bench.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return jar.resolve("../../../..").normalize();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
