package dev.semblance.server.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.json.Json;
import dev.semblance.server.json.JsonError;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/// Requests to a server of Semblance, with JSON bodies. *Safe for use by many threads.*
final class ServerConnection implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final URI server;
  private final Optional<String> key;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT).build();

  /// @param key sent as `Authorization: Bearer KEY`
  ServerConnection(URI server, Optional<String> key) {
    this.server = server;
    this.key = key;
  }

  /// The path below the server's address whose parts are these.
  static String path(String... parts) {
    StringBuilder path = new StringBuilder();
    for (String part : parts) {
      path.append('/').append(URLEncoder.encode(part, UTF_8).replace("+", "%20"));
    }
    return path.toString();
  }

  JsonNode get(String path) {
    return send("GET", path, MissingNode.getInstance());
  }

  JsonNode delete(String path) {
    return send("DELETE", path, MissingNode.getInstance());
  }

  /// Sends a request.
  ///
  /// @param body missing for none
  /// @return the reply, missing where it has no body
  /// @throws SemblanceException with the server's message; NOT_FOUND for 404, INVALID for other
  ///   faults of the request, OVERLOADED for 429 and 503, INTERNAL for the rest and for a server
  ///   that cannot be reached; CANCELLED when the thread was interrupted
  JsonNode send(String method, String path, JsonNode body) {
    ServerReply reply = exchange(method, path, body);
    if (reply.status() < 300) {
      return reply.body();
    }
    throw failure(reply);
  }

  /// As [#send], with the reply of any status.
  ServerReply exchange(String method, String path, JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(server.toString().replaceAll("/+$", "") + path))
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isMissingNode()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body.toString()));
    key.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
    try {
      var reply = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      return new ServerReply(reply.statusCode(), json(reply.body()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SemblanceException(Fault.CANCELLED, "the request was cancelled", e);
    } catch (IOException e) {
      throw new SemblanceException(
          Fault.INTERNAL, "no answer from the server at " + server + "; is it running?", e);
    }
  }

  /// A reply with JSON.
  ///
  /// @param body missing where there is none
  record ServerReply(int status, JsonNode body) {}

  /// The fault that a reply states.
  SemblanceException failure(ServerReply reply) {
    String message = reply.body().path("error").asText("status " + reply.status());
    return new SemblanceException(
        fault(reply.status()), "the server at " + server + ": " + message);
  }

  private static JsonNode json(byte[] body) {
    try {
      return body.length == 0 ? MissingNode.getInstance() : Json.read(body);
    } catch (JsonError _) {
      return MissingNode.getInstance();
    }
  }

  private static Fault fault(int status) {
    return switch (status) {
      case 404 -> Fault.NOT_FOUND;
      case 429, 503 -> Fault.OVERLOADED;
      default -> status < 500 ? Fault.INVALID : Fault.INTERNAL;
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
