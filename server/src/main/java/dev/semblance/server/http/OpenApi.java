package dev.semblance.server.http;

import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import java.io.IOException;
import java.io.UncheckedIOException;

/// `/openapi.json`: a packaged document. A test compares it with the route table. *Safe for use by
/// many threads.*
final class OpenApi {
  static final String RESOURCE = "openapi.json";

  private final byte[] document;

  OpenApi() {
    try (var in = OpenApi.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is not packaged");
      }
      document = in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The document as JSON; do not change the array.
  byte[] bytes() {
    return document;
  }

  void document(Exchange exchange) {
    exchange.contentType(Dialect.JSON).result(document);
  }
}
