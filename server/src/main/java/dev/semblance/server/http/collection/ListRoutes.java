package dev.semblance.server.http.collection;

import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.query.Filter;
import dev.semblance.query.ListRequest;
import dev.semblance.query.SearchLimits;
import dev.semblance.search.filter.FilterText;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.http.wire.HttpError;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.collection.CollectionService;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `GET /collections/{c}/documents?filter=…&k=…&cursor=…&fields=…`: documents in the order of their
/// ids. *Safe for use by many threads.*
public record ListRoutes(CollectionService service) {
  private static final int DEFAULT_K = 100;

  public void list(Exchange exchange) {
    ListRequest request = request(exchange);
    List<Document> documents =
        service.list(exchange.context(), exchange.pathParameter("collection"), request);
    boolean more = documents.size() == request.count();
    exchange
        .contentType(Dialect.JSON)
        .result(
            Json.write(json -> {
              json.writeStartObject();
              json.writeArrayFieldStart("documents");
              for (Document document : documents) {
                DocumentJson.write(json, document, request.fields());
              }
              json.writeEndArray();
              json.writeStringField(
                  "next_cursor", more ? ListRequest.cursor(documents.getLast().id()) : null);
              json.writeEndObject();
            }));
  }

  private static ListRequest request(Exchange exchange) {
    String filter = exchange.queryParameter("filter");
    String cursor = exchange.queryParameter("cursor");
    String fields = exchange.queryParameter("fields");
    return new ListRequest(
        filter == null ? Filter.ALL : FilterText.parse(filter),
        cursor == null ? "" : ListRequest.afterId(cursor),
        count(exchange.queryParameter("k")),
        fields == null
            ? FieldSelection.ALL
            : new FieldSelection(new HashSet<>(List.of(fields.split(",")))),
        SearchLimits.NONE);
  }

  private static int count(@Nullable String k) {
    try {
      return k == null ? DEFAULT_K : Integer.parseInt(k);
    } catch (NumberFormatException _) {
      throw HttpError.query("k", "it is no whole number");
    }
  }
}
