package dev.semblance.server.command.collection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.command.Console;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.service.ServiceSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `verify`, on a data directory and through a server.
class VerifyCommandTest {
  @TempDir Path data;

  @BeforeEach
  void write() {
    try (var directory = open()) {
      var collection = directory.create("c", "words");
      collection.write(Entry.ofAll(List.of(new Document("1", "", "a fox"))));
      collection.write(Entry.ofAll(List.of(new Document("2", "", "a hen"))));
    }
  }

  private DataDirectory open() {
    return DataDirectory.open(data, _ -> new WordEmbedder("words"));
  }

  @Test
  void findsAndRemovesDamage() throws IOException {
    assertThat(run(0, "--data", data.toString()).out()).startsWith("c  ").contains("no damage");
    damage();
    repair("--data", data.toString());
  }

  @Test
  void worksThroughAServer() throws IOException {
    damage();
    try (var directory = open();
        var server = new RunningServer(_ -> directory, ServiceSettings.STANDARD)) {
      repair("--server", "http://127.0.0.1:" + server.port());
      assertThat(server.get("/collections/c").json().get("documents").intValue()).isOne();
    }
  }

  private static void repair(String... place) throws IOException {
    assertThat(run(3, place).out())
        .contains("damaged", "index/_0.cfs: 1 document affected", " 1\n");
    Console repaired = run(0, words(place, "--repair", "--json"));
    assertThat(repaired.json().at("/damage/0/ids/0").asText()).isEqualTo("1");
    assertThat(run(0, place).out()).contains("no damage");
  }

  @Test
  void damageOfTheMetadataCannotBeRemoved() throws IOException {
    Files.writeString(data.resolve("c/collection.json"), "{");
    Console console = run(3, "--data", data.toString(), "--repair");
    assertThat(console.out()).contains("collection.json: the collection cannot be read without it");
    assertThat(console.err()).contains("c cannot be repaired; restore a snapshot or a backup");
  }

  private void damage() throws IOException {
    try (Stream<Path> files = Files.list(data.resolve("c/index"))) {
      Path first = files.filter(file -> file.endsWith("_0.cfs")).findFirst().orElseThrow();
      byte[] bytes = Files.readAllBytes(first);
      bytes[new String(bytes, ISO_8859_1).indexOf("fox")] ^= 4; // a term
      Files.write(first, bytes);
    }
  }

  private static String[] words(String[] place, String... more) {
    List<String> words = new ArrayList<>(List.of(place));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private static Console run(int code, String... words) {
    List<String> line = new ArrayList<>(List.of(words));
    line.addFirst("verify");
    Console console = new Console();
    assertThat(console.run(line.toArray(String[]::new))).as(console.err()).isEqualTo(code);
    return console;
  }
}
