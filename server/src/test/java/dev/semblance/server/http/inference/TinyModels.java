package dev.semblance.server.http.inference;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.engine.EncoderChoice;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.model.ModelPlaces;
import dev.semblance.server.http.HttpSettings;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Small models with random weights, and the outputs of the reference libraries for them.
final class TinyModels {
  static final Path FOLDER =
      Path.of(System.getProperty("semblance.root", ".."), "../shared/fixtures/models").normalize();

  private TinyModels() {}

  /// A server with one of them, in float32; skips the test if they are absent.
  static RunningServer serve(String name) {
    requireThem();
    return serve(FOLDER.resolve(name), EncoderChoice.F32);
  }

  static RunningServer serve(Path folder, EncoderChoice encoder) {
    var places = new ModelPlaces(Path.of("no-models"), Path.of("no-hub-cache"));
    var model = Engine.openModel(folder.toString(), EngineSettings.standard(places).with(encoder));
    return new RunningServer(model, ServiceSettings.STANDARD, HttpSettings.STANDARD);
  }

  /// Copies one of them into an empty folder that a test may change.
  ///
  /// @param maxTokens its longest input if the folder does not declare it, otherwise 0
  static void copy(String name, Path to, int maxTokens) throws IOException {
    requireThem();
    Path from = FOLDER.resolve(name);
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    if (maxTokens > 0) {
      Files.writeString(
          to.resolve("sentence_bert_config.json"), "{\"max_seq_length\":" + maxTokens + "}");
    }
  }

  /// Outputs of the reference library.
  static JsonNode expected(String name) throws IOException {
    requireThem();
    return Json.MAPPER.readTree(FOLDER.resolve(name).resolve("expected.json").toFile());
  }

  /// A request's body with one field.
  static ObjectNode request(String field, JsonNode value) {
    return Json.MAPPER.createObjectNode().set(field, value);
  }

  static void requireThem() {
    assumeTrue(Files.exists(FOLDER), "skipped: ../shared/fixtures/models is absent");
  }
}
