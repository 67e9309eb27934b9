package dev.semblance.server.http.collection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.search.json.SchemaJson;
import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.http.wire.HttpError;
import dev.semblance.server.json.Fields;
import dev.semblance.server.service.collection.CollectionService;
import java.io.IOException;
import java.util.List;

/// `/collections` and `/collections/{c}`. *Safe for use by many threads.*
///
/// @param limit of a body
public record CollectionRoutes(CollectionService service, Body.Limit limit) {
  private static final List<String> FIELDS = List.of("model", "schema");

  public void list(Exchange exchange) {
    exchange.contentType(Dialect.JSON).result(CollectionJson.ofAll(service.collections()));
  }

  /// Creates the collection, for the model of the body's `model` or with its `schema`; a repetition
  /// changes nothing.
  public void create(Exchange exchange) throws IOException {
    JsonNode body = Body.jsonOrNull(exchange, limit);
    Fields fields = body == null ? Fields.none() : Fields.of(body).only(FIELDS);
    String name = exchange.pathParameter("collection");
    JsonNode schema = fields.object().get("schema");
    if (schema != null && fields.object().hasNonNull("model")) {
      throw HttpError.wrongShape("", "give `model` or `schema`, not both");
    }
    answer(
        exchange,
        schema == null
            ? service.create(name, fields.textOrNull("model"))
            : service.create(name, SchemaJson.read(schema)));
  }

  public void info(Exchange exchange) {
    answer(exchange, service.info(exchange.pathParameter("collection")));
  }

  public void drop(Exchange exchange) {
    service.drop(exchange.pathParameter("collection"));
    exchange.status(204);
  }

  private static void answer(Exchange exchange, CollectionInfo info) {
    exchange.contentType(Dialect.JSON).result(CollectionJson.of(info));
  }
}
