package dev.semblance.server.http.collection;

import dev.semblance.collection.FieldSelection;
import dev.semblance.collection.Lane;
import dev.semblance.collection.Page;
import dev.semblance.collection.SearchRequest;
import dev.semblance.collection.SearchResult;
import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Fields;
import dev.semblance.server.service.collection.CollectionService;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;

/// `/collections/{c}/search`. *Safe for use by many threads.*
///
/// @param limit of a body
public record SearchRoutes(CollectionService service, Body.Limit limit) {
  private static final int DEFAULT_K = 10;
  private static final List<String> FIELDS = List.of("query", "k", "offset", "mode", "fields");

  public void search(Exchange exchange) throws IOException {
    long start = System.nanoTime();
    SearchRequest query = query(Fields.of(Body.json(exchange, limit)).only(FIELDS));
    SearchResult result =
        service.search(exchange.context(), exchange.pathParameter("collection"), query);
    exchange
        .contentType(Dialect.JSON)
        .result(new SearchReply(result, query.page().fields()).json(start));
  }

  private static SearchRequest query(Fields fields) {
    String mode = fields.textOrNull("mode");
    return SearchRequest.of(
        fields.text("query"),
        mode == null ? Lane.ALL : Lane.ofMode(mode),
        new Page(fields.count("k", DEFAULT_K), fields.count("offset", 0), selection(fields)));
  }

  private static FieldSelection selection(Fields fields) {
    return fields.object().hasNonNull("fields")
        ? new FieldSelection(new HashSet<>(fields.texts("fields")))
        : FieldSelection.ALL;
  }

  /// Milliseconds to three decimals.
  static double millisSince(long start) {
    return Math.round((System.nanoTime() - start) / 1e3) / 1e3;
  }
}
