package dev.semblance.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Model;
import dev.semblance.collection.CollectionCatalog;
import dev.semblance.search.DataDirectory;
import dev.semblance.server.WordEmbedder;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.Allowance;
import dev.semblance.server.access.Key;
import dev.semblance.server.json.Json;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.service.ServiceSettings;
import dev.semblance.server.service.Services;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A server on its own port with a real data directory, the given models or a double, and a client.
/// *Safe for use by many threads.*
public final class RunningServer implements AutoCloseable {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final List<Model> models;
  private final Path folder;
  private final DataDirectory library;
  private final HttpServer server;

  public RunningServer(ServiceSettings service, HttpSettings http) {
    this(new WordEmbedder("words"), service, http);
  }

  /// @param model owned by the server
  public RunningServer(Model model, ServiceSettings service, HttpSettings http) {
    this(List.of(model), service, http);
  }

  /// @param models owned by the server; collections use the first
  public RunningServer(List<Model> models, ServiceSettings service, HttpSettings http) {
    this(models, service, AccessControl.open(), http);
  }

  /// @param models owned by the server; collections use the first
  public RunningServer(
      List<Model> models, ServiceSettings service, AccessControl access, HttpSettings http) {
    this.models = models;
    this.folder = newFolder();
    ModelRegistry open = ModelRegistry.of(models);
    String first = models.getFirst().card().id();
    this.library = DataDirectory.open(folder, _ -> open.embedder(first));
    var services = Services.over(open, library, service);
    this.server = HttpServer.start(services, access, http.withPort(0));
  }

  /// As [#standard], over a library that stands between the server and its data directory.
  ///
  /// @param around answers it, given the data directory's own
  public RunningServer(UnaryOperator<CollectionCatalog> around, ServiceSettings service) {
    WordEmbedder words = new WordEmbedder("words");
    this.models = List.of(words);
    this.folder = newFolder();
    this.library = DataDirectory.open(folder, _ -> words);
    var services = Services.over(models, around.apply(library), service);
    this.server = HttpServer.start(services, HttpSettings.STANDARD.withPort(0));
  }

  /// With default settings.
  public static RunningServer standard() {
    return new RunningServer(ServiceSettings.STANDARD, HttpSettings.STANDARD);
  }

  /// As [#standard], with an API key.
  public static RunningServer keyed(String key) {
    return keyed(new WordEmbedder("words"), key);
  }

  /// As [#standard], with another model and an API key.
  public static RunningServer keyed(Model model, String key) {
    return new RunningServer(
        List.of(model),
        ServiceSettings.STANDARD,
        AccessControl.of(List.of(new Key("test", key, Allowance.UNLIMITED))),
        HttpSettings.STANDARD);
  }

  public int port() {
    return server.port();
  }

  public Reply get(String path) {
    return send(request(path).GET());
  }

  public Reply delete(String path) {
    return send(request(path).DELETE());
  }

  public Reply put(String path, String body) {
    return send(jsonRequest(path).PUT(BodyPublishers.ofString(body)));
  }

  public Reply post(String path, String body) {
    return post(path, BodyPublishers.ofString(body));
  }

  public Reply post(String path, BodyPublisher body) {
    return send(jsonRequest(path).POST(body));
  }

  public Reply postLines(String path, String body) {
    return send(
        request(path)
            .header("Content-Type", "application/x-ndjson")
            .POST(BodyPublishers.ofString(body)));
  }

  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(20));
  }

  private HttpRequest.Builder jsonRequest(String path) {
    return request(path).header("Content-Type", "application/json");
  }

  public static Reply send(HttpRequest.Builder request) {
    try {
      return new Reply(CLIENT.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /// JSON written with single quotes, which needs no backslashes.
  public static String json(String quoted) {
    return quoted.replace('\'', '"');
  }

  /// As [#json], parsed.
  public static JsonNode tree(String quoted) {
    return Json.read(json(quoted).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.close();
    library.close();
    models.forEach(Model::close);
    deleteAll(folder);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("semblance-http-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void deleteAll(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A reply.
  public record Reply(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String text() {
      return response.body();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    public JsonNode json() {
      try {
        return Json.MAPPER.readTree(response.body());
      } catch (IOException e) {
        throw new AssertionError("no JSON: " + response.body(), e);
      }
    }
  }
}
