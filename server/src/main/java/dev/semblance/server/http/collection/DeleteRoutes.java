package dev.semblance.server.http.collection;

import dev.semblance.query.Filter;
import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.Json;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.service.collection.CollectionService;
import dev.semblance.server.service.collection.DeletedDocuments;
import java.io.IOException;
import java.util.List;

/// `/collections/{c}/documents/delete`: removes documents by ids of any form, in one commit, or by
/// a filter. *Safe for use by many threads.*
///
/// @param limit of a body
public record DeleteRoutes(CollectionService service, Body.Limit limit) {
  private static final List<String> FIELDS = List.of("ids", "filter");

  public void remove(Exchange exchange) throws IOException {
    Fields body = Fields.of(Body.json(exchange, limit)).only(FIELDS);
    String collection = exchange.pathParameter("collection");
    if (body.object().hasNonNull("filter")) {
      if (body.object().has("ids")) {
        throw JsonError.wrongShape("ids", "give `ids` or `filter`, not both");
      }
      Filter filter = SearchBody.filter(body);
      answer(exchange, service.remove(exchange.context(), collection, filter), List.of());
    } else {
      DeletedDocuments deletion = service.remove(exchange.context(), collection, body.texts("ids"));
      answer(exchange, deletion.deleted().size(), deletion.missing());
    }
  }

  private static void answer(Exchange exchange, long deleted, List<String> missing) {
    exchange
        .contentType(Dialect.JSON)
        .result(
            Json.write(json -> {
              json.writeStartObject();
              json.writeNumberField("deleted", deleted);
              json.writeArrayFieldStart("missing");
              for (String id : missing) {
                json.writeString(id);
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }
}
