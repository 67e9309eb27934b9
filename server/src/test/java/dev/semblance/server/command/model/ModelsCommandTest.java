package dev.semblance.server.command.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.semblance.server.command.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelsCommandTest {
  private static final String COMMIT = "d".repeat(40);

  @TempDir Path cache;

  @Test
  void listAndShowPrintJsonOnRequest() throws JsonProcessingException {
    Console list = new Console();
    assertThat(list.run("models", "list", "--json")).isZero();
    assertThat(list.json().findValuesAsText("model")).contains(Console.MODEL);
    Console show = new Console();
    assertThat(show.run("models", "show", Console.MODEL, "--json")).isZero();
    assertThat(show.json().get("dimensions").intValue()).isPositive();
    assertThat(show.json().get("fingerprint").textValue()).isNotEmpty();
  }

  @Test
  void listsPackagedAndDownloadedModelsWithTheirSizes() throws IOException {
    download("acme/tiny", "main");
    Console console = new Console(cache);
    assertThat(console.run("models", "list")).isZero();
    assertThat(console.out()).containsPattern("bert-cls +[0-9.]+ [kM]B  cls pooling");
    assertThat(console.out()).containsPattern("acme/tiny +7 B  ");
  }

  @Test
  void removesDownloadedModels() throws IOException {
    download("acme/tiny", "main");
    download("acme/tiny", "next");
    Console console = new Console(cache);
    assertThat(console.run("models", "remove", "acme/tiny@next")).isZero();
    assertThat(console.run("models", "remove", "acme/tiny")).isZero();
    assertThat(console.out())
        .isEqualTo(
            """
            removed acme/tiny@next, 0 B freed
            kept    acme/tiny
            removed acme/tiny, 7 B freed
            """);
    assertThat(cache.resolve("models--acme--tiny")).doesNotExist();
  }

  @Test
  void doesNotRemoveOtherModels() {
    Console console = new Console(cache);
    assertThat(console.run("models", "remove", "bert-cls")).isOne();
    assertThat(console.err())
        .contains("'bert-cls' is packaged with Semblance and cannot be removed");
    assertThat(console.run("models", "remove", "acme/none")).isOne();
    assertThat(console.err()).contains("holds no acme/none");
    assertThat(console.run("models", "remove", "../../etc")).isOne();
    assertThat(console.err()).contains("'../../etc' is no model of the hub");
  }

  @Test
  void removalIsAJsonObjectOnRequest() throws IOException {
    download("acme/small", "main");
    Console console = new Console(cache);
    assertThat(console.run("models", "remove", "acme/small", "--json")).isZero();
    assertThat(console.out())
        .matches("\\{\"model\":\"acme/small\",\"freed_bytes\":\\d+,\"kept\":\\[]}\n");
  }

  @Test
  void offlineFailureNamesTheRemedy() {
    Console console = new Console(cache);
    assertThat(console.run("models", "pull", "acme/none")).isOne();
    assertThat(console.err())
        .contains("HF_HUB_OFFLINE forbids to ask")
        .contains("'semblance models pull acme/none' where the network may be used");
  }

  @Test
  void everyCommandHasHelp() {
    for (String command : new String[] {"list", "show", "pull", "remove"}) {
      Console console = new Console(cache);
      assertThat(console.run("models", command, "--help")).isZero();
      assertThat(console.out()).contains("Usage: semblance models " + command);
    }
  }

  private void download(String name, String revision) throws IOException {
    Path repository = cache.resolve("models--" + name.replace("/", "--"));
    Path snapshot = Files.createDirectories(repository.resolve("snapshots").resolve(COMMIT));
    Files.writeString(snapshot.resolve("model.safetensors"), "weights");
    Path absent = Files.createDirectories(repository.resolve(".no_exist").resolve(COMMIT));
    Files.writeString(absent.resolve("modules.json"), "");
    Files.createDirectories(repository.resolve("refs"));
    Files.writeString(repository.resolve("refs").resolve(revision), COMMIT);
  }
}
