package dev.semblance.server.http.collection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.collection.Verification;
import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Fields;
import dev.semblance.server.service.collection.CollectionService;
import java.io.IOException;
import java.util.List;

/// Checks and repair of a collection's files: `/collections/{c}/verify` and `/repair`. *Safe for
/// use by many threads.*
///
/// @param limit of a body
public record MaintenanceRoutes(CollectionService service, Body.Limit limit) {
  public void verify(Exchange exchange) throws IOException {
    requireNoFields(exchange);
    answer(exchange, service.maintenance().verify(name(exchange)));
  }

  public void repair(Exchange exchange) throws IOException {
    requireNoFields(exchange);
    answer(exchange, service.maintenance().repair(name(exchange)));
  }

  private void requireNoFields(Exchange exchange) throws IOException {
    JsonNode body = Body.jsonOrNull(exchange, limit);
    if (body != null) {
      var _ = Fields.of(body).only(List.of());
    }
  }

  private static String name(Exchange exchange) {
    return exchange.pathParameter("collection");
  }

  private static void answer(Exchange exchange, Verification verification) {
    exchange.contentType(Dialect.JSON).result(VerificationJson.of(verification));
  }
}
