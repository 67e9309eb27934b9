package dev.semblance.server.http;

import dev.semblance.server.http.wire.Exchange;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Origins whose web pages may call this server from a browser (CORS). *Safe for use by many
/// threads.*
///
/// Source: the Fetch standard, section "CORS protocol".
///
/// @param allowed `https://example.org` and the like; `*` for any; empty for none
public record CorsPolicy(Set<String> allowed) {
  public static final CorsPolicy NONE = new CorsPolicy(Set.of());

  public CorsPolicy {
    allowed = Set.copyOf(allowed);
  }

  boolean isEnabled() {
    return !allowed.isEmpty();
  }

  /// Adds the headers that allow the calling page to read the reply.
  void allowReading(Exchange exchange) {
    String origin = allowedOrigin(exchange.header("Origin"));
    if (isEnabled()) {
      exchange.header("Vary", "Origin");
    }
    if (origin != null) {
      exchange.header("Access-Control-Allow-Origin", origin);
      exchange.header("Access-Control-Expose-Headers", "*");
    }
  }

  /// Replies to a browser's preflight request, which has no key and needs none.
  void preflight(Exchange exchange) {
    allowReading(exchange);
    if (allowedOrigin(exchange.header("Origin")) != null) {
      String headers = exchange.header("Access-Control-Request-Headers");
      exchange.header("Access-Control-Allow-Methods", "GET, POST, PUT, DELETE");
      exchange.header(
          "Access-Control-Allow-Headers",
          headers == null ? "authorization, content-type" : headers);
      exchange.header("Access-Control-Max-Age", "600");
    }
    exchange.status(204);
  }

  private @Nullable String allowedOrigin(@Nullable String origin) {
    boolean isAllowed = origin != null && (allowed.contains("*") || allowed.contains(origin));
    return isAllowed ? origin : null;
  }
}
