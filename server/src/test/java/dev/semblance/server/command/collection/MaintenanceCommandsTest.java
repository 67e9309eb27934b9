package dev.semblance.server.command.collection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.command.Console;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.service.ServiceSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `collections snapshot`, `restore`, `rename` and `reembed`, and their routes.
class MaintenanceCommandsTest {
  @TempDir Path data;

  private DataDirectory open() {
    return DataDirectory.open(data, model -> new WordEmbedder(model));
  }

  private static List<Entry> document(String id) {
    return Entry.ofAll(List.of(new Document(id, "", "a fox")));
  }

  @Test
  void worksOnADataDirectory() {
    try (var directory = open()) {
      directory.create("c", "words").write(document("1"));
    }
    assertThat(run(0, "snapshot", "c", "s").out()).startsWith("s  ").contains("1 document");
    run(1, "snapshot", "c", "s");
    try (var directory = open()) {
      directory.collection("c").write(document("2"));
    }
    assertThat(run(0, "restore", "c", "s").out()).isEqualTo("restored c, 1 document\n");
    assertThat(run(0, "snapshots", "c").out()).startsWith("s  ");
    run(0, "forget", "c", "s");
    run(1, "forget", "c", "s");
    assertThat(run(0, "rename", "c", "d").out()).isEqualTo("renamed c to d\n");
    assertThat(run(0, "list").out()).startsWith("d  ");
    assertThat(run(1, "reembed", "d", "--model", "no-such-model").err()).contains("no-such-model");
  }

  @Test
  void worksThroughAServer() {
    try (var directory = open();
        var server = new RunningServer(_ -> directory, ServiceSettings.STANDARD)) {
      var collection = directory.create("c", "words");
      collection.write(document("1"));
      String url = "http://127.0.0.1:" + server.port();
      run(0, "snapshot", "c", "s", "--server", url);
      collection.write(document("2"));
      run(0, "restore", "c", "s", "--server", url);
      assertThat(server.get("/collections/c").json().get("documents").intValue()).isOne();
      assertThat(server.get("/collections/c/snapshots").json().at("/snapshots/0/name").textValue())
          .isEqualTo("s");
      run(0, "forget", "c", "s", "--server", url);
      assertThat(run(0, "reembed", "c", "--model", "other", "--server", url).out())
          .isEqualTo("re-embedded c, 1 document\n");
      assertThat(server.get("/collections/c").json().get("model").textValue()).isEqualTo("other");
      run(0, "rename", "c", "d", "--server", url);
      assertThat(server.get("/collections/c").status()).isEqualTo(404);
      assertThat(server.get("/collections/d").status()).isEqualTo(200);
    }
  }

  private Console run(int code, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addFirst("collections");
    if (!line.contains("--server")) {
      line.addAll(List.of("--data", data.toString()));
    }
    Console console = new Console();
    assertThat(console.run(line.toArray(String[]::new))).as(console.err()).isEqualTo(code);
    return console;
  }
}
