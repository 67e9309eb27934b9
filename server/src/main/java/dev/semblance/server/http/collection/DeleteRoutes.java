package dev.semblance.server.http.collection;

import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.collection.CollectionService;
import dev.semblance.server.service.collection.DeletedDocuments;
import java.io.IOException;
import java.util.List;

/// `/collections/{c}/documents/delete`: removes documents by ids of any form, in one commit. *Safe
/// for use by many threads.*
///
/// @param limit of a body
public record DeleteRoutes(CollectionService service, Body.Limit limit) {
  private static final List<String> FIELDS = List.of("ids");

  public void remove(Exchange exchange) throws IOException {
    List<String> ids = Fields.of(Body.json(exchange, limit)).only(FIELDS).texts("ids");
    DeletedDocuments deletion =
        service.remove(exchange.context(), exchange.pathParameter("collection"), ids);
    exchange
        .contentType(Dialect.JSON)
        .result(
            Json.write(json -> {
              json.writeStartObject();
              json.writeNumberField("deleted", deletion.deleted().size());
              json.writeArrayFieldStart("missing");
              for (String id : deletion.missing()) {
                json.writeString(id);
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
  }
}
