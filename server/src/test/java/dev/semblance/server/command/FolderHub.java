package dev.semblance.server.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.semblance.engine.hub.HubSettings;
import dev.semblance.server.RealModel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A mirror of the hub with one model, the files of [RealModel], without redirects. The format of
/// the hub's own replies is checked by the engine's tests.
final class FolderHub implements AutoCloseable {
  static final String MODEL = "acme/tiny";
  static final String WEIGHTS = "model.safetensors";

  private static final String COMMIT = "c".repeat(40);
  private static final Path FOLDER = RealModel.MODELS.resolve(RealModel.ID);

  private final HttpServer server;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private volatile @Nullable Runnable halfway;

  FolderHub() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::reply);
    server.start();
  }

  /// Settings of a client of this hub.
  HubSettings settings(Path cache) {
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    return new HubSettings(
        address,
        HubSettings.Login.NONE,
        false,
        new HubSettings.CacheStorage(cache, true),
        HubSettings.Timeouts.STANDARD);
  }

  /// Runs a task once, when half of the weights are sent.
  void whenHalfSent(Runnable task) {
    halfway = task;
  }

  /// Method, path and, where it has one, range of each request so far.
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private void reply(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      String range = exchange.getRequestHeaders().getFirst("Range");
      requests.add(exchange.getRequestMethod() + " " + path + (range == null ? "" : " " + range));
      String api = "/api/models/" + MODEL;
      String file = "/" + MODEL + "/resolve/" + COMMIT + "/";
      if (path.equals(api + "/revision/main")) {
        send(exchange, 200, "{\"sha\":\"%s\"}".formatted(COMMIT).getBytes(UTF_8), 0);
      } else if (path.equals(api + "/tree/" + COMMIT)) {
        send(exchange, 200, tree().getBytes(UTF_8), 0);
      } else if (path.startsWith(file)) {
        sendFile(exchange, FOLDER.resolve(path.substring(file.length())), range);
      } else {
        exchange.getResponseHeaders().set("X-Error-Code", "RepoNotFound");
        send(exchange, 404, new byte[0], 0);
      }
    }
  }

  private void sendFile(HttpExchange exchange, Path file, @Nullable String range)
      throws IOException {
    byte[] content = Files.readAllBytes(file);
    int from = range == null ? 0 : Integer.parseInt(range.replaceAll("\\D", ""));
    var headers = exchange.getResponseHeaders();
    headers.set("X-Repo-Commit", COMMIT);
    headers.set("ETag", '"' + sha256(content) + '"');
    if (from > 0) {
      headers.set(
          "Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
    }
    boolean weights = file.endsWith(WEIGHTS);
    byte[] rest = Arrays.copyOfRange(content, from, content.length);
    send(exchange, from > 0 ? 206 : 200, rest, weights ? rest.length / 2 : 0);
  }

  private void send(HttpExchange exchange, int status, byte[] body, int pause) throws IOException {
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    OutputStream out = exchange.getResponseBody();
    out.write(body, 0, pause);
    out.flush();
    Runnable task = halfway;
    if (pause > 0 && task != null) {
      halfway = null;
      task.run();
    }
    out.write(body, pause, body.length - pause);
  }

  private static String tree() {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> "{\"type\":\"file\",\"path\":\"%s\"}".formatted(FOLDER.relativize(file)))
          .collect(Collectors.joining(",", "[", "]"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String sha256(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
