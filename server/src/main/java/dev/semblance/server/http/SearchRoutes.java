package dev.semblance.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.Fault;
import dev.semblance.Hit;
import dev.semblance.Lane;
import dev.semblance.SearchRequest;
import dev.semblance.SemblanceException;
import dev.semblance.server.service.Retrieval;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// `/collections/{c}/search`. *Safe for use by many threads.*
///
/// @param retrieval who answers
/// @param payload the longest body, in bytes
record SearchRoutes(Retrieval retrieval, int payload) {
  private static final int DEFAULT_LIMIT = 10;

  void search(Context exchange) throws IOException {
    long start = System.nanoTime();
    SearchRequest request = request(Fields.of(Body.json(exchange, payload)));
    List<Hit> hits = retrieval.search(exchange.pathParam("collection"), request);
    exchange
        .contentType(Dialect.JSON)
        .result(
            Json.write(json -> {
              json.writeStartObject();
              hits(json, hits);
              json.writeNumberField("took_ms", millisSince(start));
              json.writeEndObject();
            }));
  }

  private static SearchRequest request(Fields fields) {
    if (fields.object().hasNonNull("filter")) {
      throw new SemblanceException(Fault.INVALID, "`filter` is not supported");
    }
    String mode = fields.textOrNull("mode");
    return new SearchRequest(
        fields.text("query"),
        mode == null ? SearchRequest.HYBRID : lanes(mode),
        fields.count("k", DEFAULT_LIMIT),
        fields.count("offset", 0));
  }

  private static Set<Lane> lanes(String mode) {
    return switch (mode) {
      case "hybrid" -> SearchRequest.HYBRID;
      case "dense" -> Set.of(Lane.DENSE);
      case "lexical" -> Set.of(Lane.LEXICAL);
      default ->
          throw new SemblanceException(
              Fault.INVALID,
              "`mode` must be `hybrid`, `dense` or `lexical`. Given: `" + mode + "`");
    };
  }

  /// Writes the field `hits`.
  static void hits(JsonGenerator json, List<Hit> hits) throws IOException {
    json.writeArrayFieldStart("hits");
    for (Hit hit : hits) {
      json.writeStartObject();
      json.writeStringField("id", hit.id());
      json.writeNumberField("score", hit.score());
      json.writeFieldName("document");
      DocumentJson.write(json, hit.document());
      json.writeObjectFieldStart("lanes");
      for (Lane lane : Lane.values()) {
        Hit.LaneScore score = hit.lanes().get(lane);
        if (score != null) {
          json.writeFieldName(lane.wireName());
          lane(json, score);
        }
      }
      json.writeEndObject();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void lane(JsonGenerator json, Hit.LaneScore score) throws IOException {
    json.writeStartObject();
    json.writeNumberField("rank", score.rank());
    json.writeNumberField("score", score.score());
    json.writeNumberField("contribution", score.contribution());
    json.writeEndObject();
  }

  /// Milliseconds to three decimals.
  static double millisSince(long start) {
    return Math.round((System.nanoTime() - start) / 1e3) / 1e3;
  }
}
