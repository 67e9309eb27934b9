package dev.semblance.server.http.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.SemblanceException;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A server is killed at random moments while documents are sent over HTTP. After each restart
/// every acknowledged document is found by id, by word and by vector, and none is incomplete.
/// `-Dsemblance.kills=N` sets how often, `-Dsemblance.seed=S` replays.
class KillTest {
  private static final int KILLS = Integer.getInteger("semblance.kills", 3);
  private static final long SEED = Long.getLong("semblance.seed", System.nanoTime());
  private static final String COLLECTION = "/collections/killed";
  private static final List<String> WORDS =
      List.of(
          "lantern", "river", "copper", "winter", "engine", "garden", "violin", "harbour", "desert",
          "pepper", "mirror", "thunder", "library", "falcon", "glacier", "orchard", "compass",
          "marble", "velvet", "canyon", "island", "candle", "bridge", "forest");

  @TempDir Path data;

  private final Set<String> acknowledged = new LinkedHashSet<>();
  private int sent;

  @Test
  void keepsEveryAcknowledgedWrite() throws Exception {
    System.out.println("KillTest seed " + SEED);
    var random = new Random(SEED);
    for (int kill = 0; kill < KILLS; kill++) {
      int millis = random.nextInt(1_500);
      onServer(server -> {
        verify(server);
        indexUntilKilled(server, millis);
      });
    }
    onServer(this::verify);
    assertThat(acknowledged).as("documents acknowledged, seed %d", SEED).isNotEmpty();
  }

  @Test
  void anotherProcessIsRefusedAndChangesNothing() throws Exception {
    onServer(server -> {
      assertThat(send(server, COLLECTION, "PUT", "").status()).isEqualTo(200);
      String document = "[{\"id\":\"d\",\"text\":\"kept\"}]";
      assertThat(send(server, COLLECTION + "/documents", "POST", document).status()).isEqualTo(200);
      assertThatThrownBy(() -> DataDirectory.open(data, _ -> new WordEmbedder("words")))
          .isInstanceOf(SemblanceException.class)
          .hasMessageContaining("is in use by process " + server.process().pid());
      assertThat(send(server, COLLECTION + "/documents/d", "GET", "").status()).isEqualTo(200);
      assertThat(search(server, "kept", "lexical", 1)).containsOnly("d");
    });
  }

  private void indexUntilKilled(Started server, int millis) throws InterruptedException {
    var upload = new Upload(server.port(), COLLECTION + "/documents");
    Thread killer = Thread.ofVirtual().start(() -> kill(server, upload, millis));
    upload.sendUntilBroken(documents());
    killer.join();
    assertThat(server.process().waitFor()).isEqualTo(128 + 9);
    acknowledged.addAll(upload.acknowledged());
  }

  private static void kill(Started server, Upload upload, int millis) {
    try {
      upload.awaitFirst();
      Thread.sleep(millis);
      server.process().destroyForcibly();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void verify(Started server) {
    assertThat(send(server, COLLECTION, "PUT", "").status()).isEqualTo(200);
    List<String> present = new ArrayList<>();
    for (int number = 0; number < sent; number++) {
      String id = "d" + number;
      Reply found = send(server, COLLECTION + "/documents/" + id, "GET", "");
      if (acknowledged.contains(id)) {
        assertThat(found.status()).as("seed %d: %s by id", SEED, id).isEqualTo(200);
      }
      if (found.status() == 200) {
        present.add(id);
        assertThat(found.json().get("text").textValue()).isEqualTo(text(number));
        assertThat(search(server, "unique" + number, "lexical", 1)).as("by word").contains(id);
        assertThat(search(server, text(number), "dense", 20)).as("by vector").contains(id);
      }
    }
    JsonNode info = send(server, COLLECTION, "GET", "").json();
    assertThat(info.get("documents").intValue()).as("seed %d", SEED).isEqualTo(present.size());
    System.out.printf(
        "KillTest: %d sent, %d acknowledged, %d present%n",
        sent, acknowledged.size(), present.size());
  }

  /// Documents without end.
  private Iterator<String> documents() {
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return true;
      }

      @Override
      public String next() {
        int number = sent++;
        return "{\"id\":\"d%d\",\"text\":\"%s\"}".formatted(number, text(number));
      }
    };
  }

  private static String text(int number) {
    var random = new Random(number);
    return IntStream.range(0, 6)
        .mapToObj(_ -> WORDS.get(random.nextInt(WORDS.size())))
        .collect(Collectors.joining(" ", "unique" + number + " ", ""));
  }

  private static List<String> search(Started server, String query, String mode, int k) {
    String body = "{\"query\":\"%s\",\"mode\":\"%s\",\"k\":%d}".formatted(query, mode, k);
    Reply reply = send(server, COLLECTION + "/search", "POST", body);
    return reply.json().get("hits").findValuesAsText("id");
  }

  private static Reply send(Started server, String path, String method, String body) {
    return RunningServer.send(
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
            .timeout(Duration.ofSeconds(30))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body)));
  }

  private void onServer(Work work) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Dai.djl.offline=true",
                "-Dsemblance.root=" + System.getProperty("semblance.root", ".."),
                "-cp",
                System.getProperty("java.class.path"),
                KilledServer.class.getName(),
                data.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader lines = process.inputReader()) {
      work.on(new Started(process, Integer.parseInt(lines.readLine())));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  /// A server that can answer.
  private record Started(Process process, int port) {}

  /// What is done while it does.
  private interface Work {
    void on(Started server) throws InterruptedException;
  }
}
