package dev.semblance.server.http.wire;

import java.io.IOException;

/// One row of the route table.
///
/// @param method the HTTP method
/// @param path with `{parameter}` parts, and `<parameter>` for one that may hold slashes
/// @param access whether a key is needed
/// @param dialect format of its errors
/// @param action serves a request
public record Route(HttpMethod method, String path, Access access, Dialect dialect, Action action) {
  public enum HttpMethod {
    GET,
    POST,
    PUT,
    DELETE
  }

  public enum Access {
    /// No key needed.
    OPEN,
    /// No key needed; 503 while the server stops, so that health checks notice.
    READY,
    /// A key is needed, if the server has one.
    KEYED
  }

  /// Reads a request, calls a service, writes the reply. *Safe for use by many threads.*
  public interface Action {
    void handle(Exchange exchange) throws IOException;
  }

  /// Its name in logs and in the OpenAPI document: `POST /embed`.
  public String name() {
    return method.name() + " " + template();
  }

  /// The path with all parameters in braces.
  public String template() {
    return path.replace('<', '{').replace('>', '}');
  }
}
