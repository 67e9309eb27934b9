package dev.semblance.engine.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFinderTest {
  private static final String COMMIT = "c".repeat(40);

  @TempDir Path packaged;
  @TempDir Path cache;

  private ModelFinder finder;

  @BeforeEach
  void fill() throws IOException {
    finder = new ModelFinder(new ModelPlaces(packaged, cache));
    Files.createDirectories(packaged.resolve("tiny-en"));
    Path repository = cache.resolve("models--acme--tiny");
    Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));
    Files.writeString(snapshot.resolve("model.safetensors"), "weights");
    Path absent = Files.createDirectories(repository.resolve(".no_exist").resolve(COMMIT));
    Files.writeString(absent.resolve("modules.json"), "");
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs/main"), COMMIT);
  }

  @Test
  void findsModelsOfTheHubCache() {
    Path snapshot = cache.resolve("models--acme--tiny/snapshots").resolve(COMMIT);
    assertThat(finder.find("acme/tiny")).isEqualTo(new ModelFolder("acme/tiny", snapshot));
    assertThat(finder.find("acme/tiny@main").root()).isEqualTo(snapshot);
    assertThat(finder.find("acme/tiny@" + COMMIT).root()).isEqualTo(snapshot);
  }

  @Test
  void findsPackagedModelsAndFolders() {
    assertThat(finder.find("tiny-en").root()).isEqualTo(packaged.resolve("tiny-en"));
    assertThat(finder.find("BAAI/tiny-en").root()).isEqualTo(packaged.resolve("tiny-en"));
    assertThat(finder.find(packaged.resolve("tiny-en").toString()).root())
        .isEqualTo(packaged.resolve("tiny-en"));
  }

  @Test
  void listsPackagedAndCachedModels() {
    assertThat(finder.list().stream().map(ModelFolder::id)).containsExactly("tiny-en", "acme/tiny");
  }

  @Test
  void namesThatAreNoPathsAreNotFound() {
    for (String name : new String[] {"x\0y", "\0", "BAAI/x\0y", "acme/x\0y", "../x\0"}) {
      assertThat(finder.lookUp(name)).as(name).isEmpty();
      assertThat(finder.isPackaged(name)).as(name).isFalse();
    }
  }

  @Test
  void messageNamesTheSearchedPlaces() {
    assertThatThrownBy(() -> finder.find("acme/other"))
        .hasMessageContaining("packaged (tiny-en)")
        .hasMessageContaining("complete in the Hugging Face cache")
        .hasMessageNotContaining(cache.toString());
  }
}
