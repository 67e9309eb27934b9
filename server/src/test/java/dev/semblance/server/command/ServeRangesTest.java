package dev.semblance.server.command;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Ranges that outlast the server, and ranges it is started with.
class ServeRangesTest {
  private static final Pattern READY = Pattern.compile("ready (http://127\\.0\\.0\\.1:\\d+) in ");
  private static final String RANGES = "/models/" + Console.MODEL + "/ranges";
  private static final String LEARN = "{\"inputs\":[\"good morning\",\"deep water\"]}";
  private static final String INT8 = "{\"inputs\":\"good morning\",\"precision\":\"int8\"}";

  @TempDir Path folder;

  @Test
  void rangesSetAtRunTimePersist() throws Exception {
    Path data = folder.resolve("data");
    List<String> answers = new ArrayList<>();
    serving(
        List.of("--data", data.toString()),
        base -> {
          assertThat(post(base + "/embed", INT8).statusCode()).isEqualTo(422);
          assertThat(post(base + RANGES, LEARN).statusCode()).isEqualTo(200);
          answers.add(post(base + "/embed", INT8).body());
          Files.writeString(folder.resolve("ranges.json"), get(base + RANGES).body());
        });
    serving(
        List.of("--data", data.toString()),
        base -> answers.add(post(base + "/embed", INT8).body()));
    serving(
        List.of("--ranges", folder.resolve("ranges.json").toString()),
        base -> answers.add(post(base + "/embed", INT8).body()));
    assertThat(answers).hasSize(3).containsOnly(answers.getFirst());
    assertThat(answers.getFirst()).startsWith("[[");
  }

  @Test
  void invalidRangesFileFailsTheStart() throws IOException {
    Path file = folder.resolve("ranges.json");
    assertThat(refusal("--ranges", file.toString())).contains("there is no file of ranges " + file);
    Files.writeString(file, "{\"ranges\":7}");
    assertThat(refusal("--ranges", file.toString()))
        .contains(file + " holds no ranges: ranges: expected a list");
    Files.writeString(file, ranges("nobody", "00"));
    assertThat(refusal("--ranges", file.toString())).contains("no model 'nobody' is open");
    Files.writeString(file, ranges(Console.MODEL, "00"));
    assertThat(refusal("--ranges", file.toString()))
        .contains("the ranges are of fingerprint 00, model '" + Console.MODEL + "' has ");
  }

  @Test
  void damagedStoredRangesFailTheStart() throws Exception {
    Path data = folder.resolve("data");
    serving(
        List.of("--data", data.toString()),
        base -> assertThat(post(base + RANGES, LEARN).statusCode()).isEqualTo(200));
    Path kept;
    try (Stream<Path> files = Files.list(data.resolve("_ranges"))) {
      kept = files.findFirst().orElseThrow();
    }
    Files.writeString(kept, Files.readString(kept).substring(0, 40));
    assertThat(refusal("--data", data.toString()))
        .contains(kept + " holds no ranges: ")
        .contains("remove the file");
  }

  private static String refusal(String... arguments) {
    Console console = new Console();
    List<String> all = new ArrayList<>(List.of("serve", "--port", "0", "--model", Console.MODEL));
    all.addAll(List.of(arguments));
    assertThat(console.run(all.toArray(String[]::new))).isEqualTo(1);
    return console.err();
  }

  /// Asks a server that runs meanwhile.
  private interface Asking {
    void ask(String base) throws Exception;
  }

  private static void serving(List<String> arguments, Asking asking) throws Exception {
    Console console = new Console();
    List<String> all = new ArrayList<>(List.of("serve", "--port", "0", "--model", Console.MODEL));
    all.addAll(arguments);
    CompletableFuture<Integer> code =
        CompletableFuture.supplyAsync(() -> console.run(all.toArray(String[]::new)));
    try {
      asking.ask(base(console));
    } finally {
      console.stop().request();
      assertThat(code.get(20, TimeUnit.SECONDS)).isZero();
    }
  }

  private static String base(Console console) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      Matcher ready = READY.matcher(console.out());
      if (ready.find()) {
        return ready.group(1);
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not ready: " + console.out() + console.err());
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
