package dev.semblance.server.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.http.wire.Route;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// `/openapi.json`: a packaged document, completed from the table of routes. *Safe for use by many
/// threads.*
final class OpenApi {
  private static final String RESOURCE = "openapi.json";

  private final Once<JsonNode> document;
  private final Once<byte[]> text;

  /// @param routes all routes that need more than the packaged document has
  OpenApi(List<Route> routes) {
    this.document = new Once<>(() -> OpenApiDocument.of(packaged(), routes));
    this.text = new Once<>(() -> Json.write(json -> json.writeTree(document.get())));
  }

  /// The document; do not change it.
  JsonNode json() {
    return document.get();
  }

  void document(Exchange exchange) {
    exchange.contentType(Dialect.JSON).result(text.get());
  }

  private static JsonNode packaged() {
    try (var in = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not packaged");
      }
      return Json.read(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
