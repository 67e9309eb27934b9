package dev.semblance.server.http.wire;

import dev.semblance.server.access.KeyRight;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// One row of the route table.
///
/// @param method the HTTP method
/// @param path with `{parameter}` parts, and `<parameter>` for one that may hold slashes
/// @param access which key is needed
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
    OPEN(null),
    /// No key needed; 503 while the server stops, so that health checks notice.
    READY(null),
    /// Any key is needed, if the server has keys.
    KEYED(null),
    /// A key with this right is needed, if the server has keys.
    EMBED(KeyRight.EMBED),
    /// As above.
    SEARCH(KeyRight.SEARCH),
    /// As above.
    WRITE(KeyRight.WRITE),
    /// As above.
    ADMIN(KeyRight.ADMIN);

    private final @Nullable KeyRight right;

    Access(@Nullable KeyRight right) {
      this.right = right;
    }

    /// The right that the key needs; null for none.
    public @Nullable KeyRight right() {
      return right;
    }
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
