package dev.semblance.server.command.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.command.BackgroundServe;
import dev.semblance.server.command.Console;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ranges that are stored, and ranges given at the start.
class ServeRangesTest {
  private static final String RANGES = "/models/" + Console.MODEL + "/ranges";
  private static final String EMBED = "/models/" + Console.MODEL + "/embed";
  private static final String CALIBRATE = "{\"inputs\":[\"good morning\",\"deep water\"]}";
  private static final String INT8 = "{\"inputs\":\"good morning\",\"precision\":\"int8\"}";

  @TempDir Path folder;

  @Test
  void rangesSetAtRunTimePersist() throws Exception {
    Path data = folder.resolve("data");
    List<String> answers = new ArrayList<>();
    serving(
        List.of("--data", data.toString()),
        base -> {
          assertThat(post(base + EMBED, INT8).statusCode()).isEqualTo(422);
          assertThat(post(base + RANGES, CALIBRATE).statusCode()).isEqualTo(200);
          answers.add(post(base + EMBED, INT8).body());
          Files.writeString(folder.resolve("ranges.json"), get(base + RANGES).body());
        });
    serving(
        List.of("--data", data.toString()), base -> answers.add(post(base + EMBED, INT8).body()));
    serving(
        List.of("--ranges", folder.resolve("ranges.json").toString()),
        base -> answers.add(post(base + EMBED, INT8).body()));
    assertThat(answers).hasSize(3).containsOnly(answers.getFirst());
    assertThat(answers.getFirst()).startsWith("[[");
  }

  @Test
  void invalidRangesFileFailsTheStart() throws IOException {
    Path file = folder.resolve("ranges.json");
    assertThat(failure("--ranges", file.toString())).contains("there is no file of ranges " + file);
    Files.writeString(file, "{\"ranges\":7}");
    assertThat(failure("--ranges", file.toString()))
        .contains(file + " holds no ranges: ranges: expected a list");
    Files.writeString(file, ranges("absent", "00"));
    assertThat(failure("--ranges", file.toString())).contains("no model 'absent' is open");
    Files.writeString(file, ranges(Console.MODEL, "00"));
    assertThat(failure("--ranges", file.toString()))
        .contains("the ranges are of fingerprint 00, model '" + Console.MODEL + "' has ");
  }

  @Test
  void damagedStoredRangesFailTheStart() throws Exception {
    Path data = folder.resolve("data");
    serving(
        List.of("--data", data.toString()),
        base -> assertThat(post(base + RANGES, CALIBRATE).statusCode()).isEqualTo(200));
    Path stored;
    try (Stream<Path> files = Files.list(data.resolve("_ranges"))) {
      stored = files.findFirst().orElseThrow();
    }
    Files.writeString(stored, Files.readString(stored).substring(0, 40));
    assertThat(failure("--data", data.toString()))
        .contains("_ranges/" + stored.getFileName() + " holds no ranges: ")
        .contains("remove the file");
  }

  private static String failure(String... arguments) {
    Console console = new Console();
    List<String> all = new ArrayList<>(List.of("serve", "--port", "0", "--model", Console.MODEL));
    all.addAll(List.of(arguments));
    assertThat(console.run(all.toArray(String[]::new))).isEqualTo(1);
    return console.err();
  }

  /// Requests to a running server.
  private interface Requests {
    void send(String base) throws Exception;
  }

  private static void serving(List<String> arguments, Requests requests) throws Exception {
    List<String> all = new ArrayList<>(List.of("serve", "--port", "0", "--model", Console.MODEL));
    all.addAll(arguments);
    try (var server = new BackgroundServe(new Console(), all.toArray(String[]::new))) {
      requests.send(server.address());
    }
  }

  private static HttpResponse<String> post(String address, String body) throws Exception {
    return send(
        HttpRequest.newBuilder(URI.create(address))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static HttpResponse<String> get(String address) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(address)));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(request.build(), BodyHandlers.ofString());
    }
  }

  private static String ranges(String model, String fingerprint) {
    return """
    {"ranges":[{"model":"%s","fingerprint":"%s","lowest":[0],"highest":[1]}]}
    """
        .formatted(model, fingerprint);
  }
}
