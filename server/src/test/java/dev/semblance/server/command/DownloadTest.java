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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Models that come from the hub: on the command line, when a server starts, and while it answers.
class DownloadTest {
  private static final String MODEL = FolderHub.MODEL;
  private static final Pattern READY = Pattern.compile("ready (http://127\\.0\\.0\\.1:\\d+) ");
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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
    assertThat(asked("GET", FolderHub.WEIGHTS)).hasSize(1);
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
    assertThat(asked("GET", FolderHub.WEIGHTS))
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
  void serverDownloadsItsModelsAtStartup() {
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
  void clientsDownloadModelsWhereAllowed() {
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
  void clientsDownloadNothingWhereNotAllowed() {
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

  private List<String> asked(String method, String file) {
    return hub.requests().stream()
        .filter(request -> request.startsWith(method) && request.contains(file))
        .toList();
  }

  private interface Conversation {
    void with(Server server, Console console);
  }

  private void serving(List<String> options, Conversation conversation) {
    Console console = console();
    List<String> arguments = new ArrayList<>(List.of("serve", "--port", "0"));
    arguments.addAll(options);
    // Not in the pool that opening a model makes use of, which may have but one thread.
    Executor own = task -> Thread.ofPlatform().daemon().start(task);
    var code =
        CompletableFuture.supplyAsync(() -> console.run(arguments.toArray(String[]::new)), own);
    try {
      conversation.with(new Server(addressOf(console, code)), console);
    } finally {
      console.stop().request();
    }
    assertThat(code.orTimeout(20, TimeUnit.SECONDS).join()).isZero();
  }

  private static String addressOf(Console console, CompletableFuture<Integer> code) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!code.isDone() && System.nanoTime() < end) {
      Matcher ready = READY.matcher(console.out());
      if (ready.find()) {
        return ready.group(1);
      }
      LockSupport.parkNanos(20_000_000);
    }
    throw new AssertionError("not ready: " + console.out() + console.err());
  }

  /// A server that a command started.
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
      return HttpRequest.newBuilder(URI.create(address + path)).timeout(PATIENCE);
    }
  }
}
