package dev.semblance.server.http.collection;

import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Fields;
import dev.semblance.server.service.collection.CollectionService;
import java.io.IOException;

/// `/collections/{c}/search`. *Safe for use by many threads.*
///
/// @param limit of a body
public record SearchRoutes(CollectionService service, Body.Limit limit) {
  public void search(Exchange exchange) throws IOException {
    long start = System.nanoTime();
    SearchRequest query = SearchBody.read(Fields.of(Body.json(exchange, limit)));
    SearchResult found =
        service.search(exchange.context(), exchange.pathParameter("collection"), query);
    exchange
        .contentType(Dialect.JSON)
        .result(new SearchReply(found, query.page().detail().fields()).json(start));
  }

  /// Milliseconds to three decimals.
  static double millisSince(long start) {
    return Math.round((System.nanoTime() - start) / 1e3) / 1e3;
  }
}
