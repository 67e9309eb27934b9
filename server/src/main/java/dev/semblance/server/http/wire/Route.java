package dev.semblance.server.http.wire;

import dev.semblance.server.json.JsonError;
import java.io.IOException;

/// One row of the table of routes.
///
/// @param method the HTTP method
/// @param path with `{parameter}` parts, and `<parameter>` for one that may hold slashes
/// @param access who may call it
/// @param dialect how it words its errors
/// @param action what it does
public record Route(HttpMethod method, String path, Access access, Dialect dialect, Action action) {
  /// Maps unreadable JSON to an HTTP error, for every action alike.
  public Route {
    Action read = action;
    action =
        exchange -> {
          try {
            read.handle(exchange);
          } catch (JsonError e) {
            throw HttpError.of(e);
          }
        };
  }

  public enum HttpMethod {
    GET,
    POST,
    PUT,
    DELETE
  }

  public enum Access {
    /// Everyone.
    OPEN,
    /// Everyone, as long as the server takes work: this is how they see whether it does.
    READY,
    /// Whoever holds the key, where there is one.
    KEYED
  }

  /// Reads a request, asks a service, writes the reply. *Safe for use by many threads.*
  public interface Action {
    void handle(Exchange exchange) throws IOException;
  }

  /// Where this stands in tables and in the OpenAPI document.
  public String name() {
    return method.name() + " " + template();
  }

  /// The path with its parameters' names, all in braces.
  public String template() {
    return path.replace('<', '{').replace('>', '}');
  }
}
