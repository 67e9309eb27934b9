package dev.semblance.engine.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.Progress;
import dev.semblance.SemblanceException;
import dev.semblance.engine.EncoderChoice;
import dev.semblance.engine.Engine;
import dev.semblance.engine.EngineSettings;
import dev.semblance.engine.Shared;
import dev.semblance.engine.model.ModelPlaces;
import dev.semblance.vector.Vectors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Caches that other clients left, and a hub, against vectors of the reference libraries.
class ReportedCachesTest {
  @TempDir Path home;

  @ParameterizedTest
  @ValueSource(strings = {"cache-transformers", "cache-tei"})
  void halfFilledCachesAreCompleted(String cache) throws IOException {
    Reported reported = new Reported("half-filled-cache", "acme/cls");
    reported.copyCache(cache);
    reported.assertVectors(EncoderChoice.F32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"cache-transformers", "cache-tei"})
  void halfFilledCachesAreRefusedWithoutAHub(String cache) throws IOException {
    Reported reported = new Reported("half-filled-cache", "acme/cls");
    reported.copyCache(cache);
    EngineSettings offline =
        EngineSettings.standard(new ModelPlaces(home, HubSettings.offline(home.resolve("hub"))));
    assertThatThrownBy(() -> Engine.open("acme/cls", offline).close())
        .isInstanceOfSatisfying(
            SemblanceException.class, e -> assertThat(e.fault()).isEqualTo(Fault.NOT_FOUND))
        .hasMessageContaining("only in part in the Hugging Face cache")
        .hasMessageContaining("modules.json")
        .hasMessageContaining("'semblance models pull acme/cls'");
    PretendHub stopped = reported.hub();
    stopped.close();
    assertThatThrownBy(() ->
            stopped
                .client(home.resolve("hub"))
                .pull(HubName.of("acme/cls"), GraphChoice.WEIGHTS, Progress.SILENT))
        .hasMessageContaining("only in part")
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void completedCachesNeedNoHub() throws IOException {
    Reported reported = new Reported("half-filled-cache", "acme/cls");
    reported.copyCache("cache-transformers");
    reported.assertVectors(EncoderChoice.F32);
    EngineSettings offline =
        EngineSettings.standard(new ModelPlaces(home, HubSettings.offline(home.resolve("hub"))));
    try (Embedder embedder = Engine.open("acme/cls", offline.with(EncoderChoice.F32))) {
      assertThat(embedder.embed("Hello world", EmbedOptions.DEFAULT)).hasSize(24);
    }
  }

  @ParameterizedTest
  @CsvSource({"AUTO,", "F32,", "ONNX,cache-weights-only", "AUTO,cache-weights-only"})
  void graphsAreFetchedWhereNothingElseRuns(EncoderChoice choice, String cache) throws IOException {
    Reported reported = new Reported("graph-not-fetched", "acme/electra");
    if (cache != null) {
      reported.copyCache(cache);
    }
    List<String> asked = reported.assertVectors(choice);
    assertThat(asked).contains("onnx/model.onnx").doesNotContain("model.safetensors");
  }

  @Test
  void modulesAreFetchedByTheNamesOfModulesJson() throws IOException {
    List<String> asked =
        new Reported("module-with-second-number", "acme/stella-like")
            .assertVectors(EncoderChoice.F32);
    assertThat(asked)
        .contains("2_Dense_1024/model.safetensors")
        .doesNotContain("2_Dense_256/model.safetensors");
  }

  @Test
  void shortFilesAreFetchedAgain() throws IOException {
    Reported reported = new Reported("truncated-in-cache", "acme/cls");
    reported.copyCache("cache-truncated");
    try (PretendHub hub = reported.hub()) {
      CachedModel pulled =
          hub.client(home.resolve("hub"))
              .pull(HubName.of("acme/cls"), GraphChoice.WEIGHTS, Progress.SILENT);
      assertThat(pulled.folder().resolve("model.safetensors")).hasSize(151_856);
    }
    reported.assertVectors(EncoderChoice.F32);
  }

  /// A reported folder with a hub and caches.
  private final class Reported {
    private final Path folder;
    private final String id;

    Reported(String name, String id) {
      this.folder = Shared.shared("fixtures/reported/" + name);
      this.id = id;
    }

    PretendHub hub() {
      return PretendHub.ofFolder(id, folder.resolve("hub").resolve(id));
    }

    void copyCache(String name) throws IOException {
      Files.createDirectories(home);
      var _ = Shared.copy(folder.resolve(name), home);
    }

    /// Opens the model by its name, and compares.
    ///
    /// @return the files that the hub was asked for
    List<String> assertVectors(EncoderChoice choice) {
      JsonNode expected = Shared.json(folder.resolve("expected.json"));
      try (PretendHub hub = hub()) {
        EngineSettings settings =
            EngineSettings.standard(new ModelPlaces(home, hub.settings(home.resolve("hub"))))
                .with(choice);
        try (Embedder embedder = Engine.open(id, settings)) {
          for (JsonNode one : expected.path("cases")) {
            float[] right = Vectors.unit(Shared.floats(one.path("embedding")));
            assertThat(embedder.embed(one.path("text").asText(), EmbedOptions.DEFAULT))
                .containsExactly(right, within(1e-5f));
          }
        }
        return hub.hub.requests("HEAD").stream()
            .map(request -> request.path().replaceFirst("^.*/[0-9a-f]{40}/", ""))
            .toList();
      }
    }
  }
}
