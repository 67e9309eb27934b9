package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.document.FieldSelection;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.server.http.wire.Body;
import dev.semblance.server.http.wire.Dialect;
import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.Json;
import dev.semblance.server.service.collection.CollectionService;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/// `/similar` with the reply of the Candle and Axum service, and structured hits beside its lines.
///
/// Source: the public article and code of that service; its reply is `{"text":["Item:DOCUMENT
/// (index: ROW score:COSINE)", …]}`. *Safe for use by many threads.*
///
/// @param limit of a body
public record SimilarRoutes(CollectionService service, Body.Limit limit) {

  private static final List<String> FIELDS = List.of("text", "num_results");

  public void similar(Exchange exchange) throws IOException {
    long start = System.nanoTime();
    Fields fields = Fields.of(Body.json(exchange, limit)).only(FIELDS);
    String collection =
        Objects.requireNonNullElse(
            exchange.queryParameter("collection"), CollectionService.DEFAULT_COLLECTION);
    List<Hit> hits =
        service
            .similar(
                exchange.context(), collection, fields.text("text"), fields.count("num_results"))
            .hits();
    exchange
        .contentType(Dialect.JSON)
        .result(
            Json.write(json -> {
              json.writeStartObject();
              lines(json, hits);
              SearchReply.hits(json, hits, FieldSelection.ALL);
              json.writeNumberField("took_ms", SearchRoutes.millisSince(start));
              json.writeEndObject();
            }));
  }

  private static void lines(JsonGenerator json, List<Hit> hits) throws IOException {
    json.writeArrayFieldStart("text");
    for (int place = 0; place < hits.size(); place++) {
      json.writeString(line(hits.get(place), place));
    }
    json.writeEndArray();
  }

  private static String line(Hit hit, int place) {
    return "Item:%s (index: %s score:%s)"
        .formatted(hit.document().passage(), row(hit.id(), place), cosine(hit));
  }

  /// A row number: the id when it is a number, as after indexing a file line by line, else the rank
  /// of the hit.
  private static String row(String id, int place) {
    return id.matches("[0-9]{1,18}") ? id : Integer.toString(place);
  }

  private static String cosine(Hit hit) {
    Hit.LaneScore dense = hit.lanes().get(Lane.DENSE.name());
    double score = dense == null ? hit.score() : dense.score();
    return new BigDecimal(Float.toString((float) score)).toPlainString();
  }
}
