package dev.semblance.server.command.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.server.command.BackgroundServe;
import dev.semblance.server.command.Console;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `--pooling` of `serve` and `embed`, on folders that declare no pooling.
class ServePoolingTest {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final Path REPORTED =
      Path.of(System.getProperty("semblance.root", ".."), "../shared/fixtures/reported")
          .normalize();
  private static final String HELLO = "{\"inputs\":\"Hello world\"}";

  @ParameterizedTest
  @CsvSource({"cls, cls, cls", "mean, mean, mean", "last-token, last-token, last_token"})
  void poolingIsObeyed(String value, String key, String info) throws Exception {
    Path folder = reported("plain-folder");
    JsonNode vector =
        MAPPER
            .readTree(folder.resolve("expected.json").toFile())
            .at("/poolings/" + key + "/normalized/0");
    try (var server = serve("--model", folder.toString(), "--pooling", value)) {
      assertCloseTo(post(server, "/embed").path(0), vector);
      assertThat(pooling(server)).isEqualTo(info);
    }
  }

  @Test
  void embedObeysItToo(@TempDir Path temp) throws IOException {
    Path folder = reported("plain-folder");
    Path texts = Files.writeString(temp.resolve("texts.txt"), "Hello world\n");
    Console console = new Console();
    var model = folder.toString();
    assertThat(
            console.run(
                "embed", "--model", model, "--pooling", "cls", "--dtype", "f32", "-i", texts + ""))
        .as(console.err())
        .isZero();
    assertCloseTo(
        MAPPER.readTree(console.out()).path("embedding"),
        MAPPER.readTree(folder.resolve("expected.json").toFile()).at("/poolings/cls/normalized/0"));
  }

  @Test
  void variableOfTheEnvironmentIsObeyed() throws Exception {
    Path folder = reported("plain-folder");
    Console console = new Console().with("POOLING", "cls");
    try (var server =
        new BackgroundServe(
            console, "serve", "--port", "0", "--model", folder.toString(), "--dtype", "f32")) {
      assertThat(pooling(server)).isEqualTo("cls");
    }
  }

  @Test
  void spladeServesSparseWeights() throws Exception {
    Path folder = reported("splade-plain");
    JsonNode expected = MAPPER.readTree(folder.resolve("expected.json").toFile()).path("cases");
    try (var server = serve("--model", folder.toString(), "--pooling", "splade")) {
      for (JsonNode weight : post(server, "/embed_sparse").path(0)) {
        assertThat(weight.path("value").floatValue())
            .isCloseTo(
                expected.path(0).path("sparse").path(weight.path("index").asText()).floatValue(),
                within(2e-5f));
      }
      assertThat(pooling(server)).isEqualTo("splade");
    }
  }

  @Test
  void eachModelHasItsOwn() throws Exception {
    Path plain = reported("plain-folder");
    Path splade = reported("splade-plain");
    try (var server =
        serve(
            "--model",
            plain + "," + splade,
            "--pooling",
            "cls,splade",
            "--served-model-name",
            "x")) {
      assertThat(pooling(server)).isEqualTo("cls");
    }
  }

  private static BackgroundServe serve(String... options) throws InterruptedException {
    String[] line = new String[options.length + 5];
    System.arraycopy(new String[] {"serve", "--port", "0", "--dtype", "f32"}, 0, line, 0, 5);
    System.arraycopy(options, 0, line, 5, options.length);
    return new BackgroundServe(new Console(), line);
  }

  private static String pooling(BackgroundServe server) throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create(server.address() + "/info"));
    return send(request).at("/model_type/embedding/pooling").asText();
  }

  private static JsonNode post(BackgroundServe server, String route)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(URI.create(server.address() + route))
            .header("content-type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(HELLO)));
  }

  private static JsonNode send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return MAPPER.readTree(client.send(request.build(), BodyHandlers.ofString()).body());
    }
  }

  private static void assertCloseTo(JsonNode made, JsonNode expected) {
    assertThat(made).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(made.path(i).floatValue()).isCloseTo(expected.path(i).floatValue(), within(1e-5f));
    }
  }

  private static Path reported(String name) {
    Path folder = REPORTED.resolve(name);
    assumeTrue(Files.exists(folder), () -> "skipped: ../shared/fixtures/reported is absent");
    return folder;
  }
}
