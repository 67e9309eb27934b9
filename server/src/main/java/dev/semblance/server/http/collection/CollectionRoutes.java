package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.CollectionService;
import java.io.IOException;
import java.util.List;

/// `/collections` and `/collections/{c}`. *Safe for use by many threads.*
///
/// @param limit of a body
public record CollectionRoutes(CollectionService service, Body.Limit limit) {

  public void list(Exchange exchange) {
    List<CollectionInfo> collections = service.collections();
    exchange
        .contentType(Dialect.JSON)
        .result(
            Json.write(json -> {
              json.writeStartObject();
              json.writeArrayFieldStart("collections");
              for (CollectionInfo info : collections) {
                info(json, info);
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }

  /// Creates the collection, for the model of the body's `model`; a repetition changes nothing.
  public void create(Exchange exchange) throws IOException {
    JsonNode body = Body.jsonOrNull(exchange, limit);
    String model = body == null ? null : Fields.of(body).only(List.of("model")).textOrNull("model");
    answer(exchange, service.create(exchange.pathParameter("collection"), model));
  }

  public void info(Exchange exchange) {
    answer(exchange, service.info(exchange.pathParameter("collection")));
  }

  public void drop(Exchange exchange) {
    service.drop(exchange.pathParameter("collection"));
    exchange.status(204);
  }

  private static void answer(Exchange exchange, CollectionInfo info) {
    exchange.contentType(Dialect.JSON).result(Json.write(json -> info(json, info)));
  }

  private static void info(JsonGenerator json, CollectionInfo info) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", info.name());
    json.writeNumberField("documents", info.documents());
    json.writeNumberField("bytes", info.bytes());
    json.writeStringField("model", info.schema().vector().model());
    json.writeStringField("fingerprint", info.schema().vector().fingerprint());
    json.writeEndObject();
  }
}
