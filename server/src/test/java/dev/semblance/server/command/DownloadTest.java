package dev.semblance.server.command;

import static dev.semblance.server.http.RunningServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.semblance.server.http.RunningServer;
import dev.semblance.server.http.RunningServer.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Downloads from the hub: on the command line, at the start of a server, and at run time.
class DownloadTest {
  private static final String MODEL = FolderHub.MODEL;
  private static final Duration TIMEOUT = Duration.ofSeconds(60);

  @TempDir Path cache;

  private final FolderHub hub;

  DownloadTest() throws IOException {
    hub = new FolderHub();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void pullPrintsSizeAndFolder() {
    Console console = console();
    assertThat(console.run("models", "pull", MODEL)).as(console.err()).isZero();
    Path folder = Path.of(console.out().strip());
    assertThat(folder).startsWith(cache).isDirectory();
    assertThat(folder.resolve(FolderHub.WEIGHTS)).isNotEmptyFile();
    assertThat(console.err())
        .containsPattern("downloaded 4[0-9.]+ kB of acme/tiny in [0-9.]+ m?s\n");
    Console again = console();
    assertThat(again.run("models", "pull", MODEL)).isZero();
    assertThat(again.out()).isEqualTo(console.out());
    assertThat(again.err()).isEmpty();
    assertThat(requests("GET", FolderHub.WEIGHTS)).hasSize(1);
    assertThat(again.run("models", "list")).isZero();
    assertThat(again.out()).containsPattern("acme/tiny +[0-9.]+ kB  cls pooling");
  }

  @Test
  void stoppedPullIsResumed() {
    Console stopped = console();
    hub.whenHalfSent(() -> stopped.stop().request());
    assertThat(stopped.run("models", "pull", MODEL)).isNotZero();
    assertThat(stopped.err()).contains("stopped; ").doesNotContain("\tat ");
    Console console = console();
    assertThat(console.run("models", "pull", MODEL)).as(console.err()).isZero();
    assertThat(console.err())
        .containsPattern(
            "downloaded [0-9.]+ kB of acme/tiny in [0-9.]+ m?s, resumed after [0-9.]+ kB");
    assertThat(requests("GET", FolderHub.WEIGHTS))
        .hasSize(2)
        .last()
        .matches(request -> request.matches(".* bytes=[1-9]\\d*-"));
  }

  @Test
  void unknownModelIsReported() {
    Console console = console();
    assertThat(console.run("models", "pull", "acme/none")).isOne();
    assertThat(console.err()).contains("has no model 'acme/none', or it is private");
    assertThat(console.run("serve", "--port", "0", "--model", "acme/none")).isOne();
    assertThat(console.out()).isEmpty();
  }

  @Test
  void serverDownloadsItsModelsAtStartup() throws InterruptedException {
    serving(
        List.of("--model", MODEL),
        (server, console) -> {
          assertThat(console.err()).contains("downloaded 4").contains(" kB of acme/tiny in ");
          Reply info = server.get("/info");
          assertThat(info.json().get("model_id").textValue()).isEqualTo(MODEL);
          assertThat(server.post("/embed", "{'inputs':'good morning'}").status()).isEqualTo(200);
        });
  }

  @Test
  void clientsDownloadModelsWhereAllowed() throws InterruptedException {
    serving(
        List.of("--model", Console.MODEL, "--change-models", "--allow-downloads"),
        (server, _) -> {
          Reply loaded = server.post("/models", "{'model':'acme/tiny'}");
          assertThat(loaded.status()).as(loaded.text()).isEqualTo(200);
          assertThat(loaded.json().get("id").textValue()).isEqualTo(MODEL);
          assertThat(server.post("/models/acme/tiny/embed", "{'inputs':'a'}").text())
              .isEqualTo(server.post("/embed", "{'inputs':'a'}").text());
          assertNotFound(server.post("/models", "{'model':'acme/none'}"), "has no model");
          assertNotFound(server.post("/models", "{'model':'none'}"), "no model 'none'");
        });
  }

  @Test
  void clientsDownloadNothingWhereNotAllowed() throws InterruptedException {
    serving(
        List.of("--model", Console.MODEL, "--change-models"),
        (server, _) -> {
          assertNotFound(
              server.post("/models", "{'model':'acme/tiny'}"),
              "--allow-downloads lets this server download it");
          assertThat(hub.requests()).isEmpty();
        });
  }

  private static void assertNotFound(Reply reply, String words) {
    assertThat(reply.status()).isEqualTo(404);
    assertThat(reply.json().get("error_type").textValue()).isEqualTo("NotFound");
    assertThat(reply.json().get("error").textValue()).contains(words);
  }

  private Console console() {
    return new Console(hub.settings(cache));
  }

  private List<String> requests(String method, String file) {
    return hub.requests().stream()
        .filter(request -> request.startsWith(method) && request.contains(file))
        .toList();
  }

  private interface Conversation {
    void with(Server server, Console console);
  }

  private void serving(List<String> options, Conversation conversation)
      throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
    arguments.addAll(options);
    try (var running = new BackgroundServe(console(), arguments.toArray(String[]::new))) {
      conversation.with(new Server(running.address()), running.console());
    }
  }

  /// Requests to a running server.
  private record Server(String address) {
    Reply get(String path) {
      return RunningServer.send(request(path));
    }

    Reply post(String path, String body) {
      return RunningServer.send(
          request(path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(json(body))));
    }

    private HttpRequest.Builder request(String path) {
      return HttpRequest.newBuilder(URI.create(address + path)).timeout(TIMEOUT);
    }
  }
}
