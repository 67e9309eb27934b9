package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.document.FieldSelection;
import dev.semblance.query.Explanation;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.SearchResult;
import dev.semblance.server.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The reply to a search: hits, what there is to say of the search as a whole, and `took_ms`.
///
/// @param fields which values of the documents are written
public record SearchReply(SearchResult result, FieldSelection fields) {

  /// The whole documents.
  public static SearchReply of(SearchResult result) {
    return new SearchReply(result, FieldSelection.ALL);
  }

  /// The reply as UTF-8.
  ///
  /// @param start of the search, by `System.nanoTime()`
  public byte[] json(long start) {
    return Json.write(json -> {
      json.writeStartObject();
      hits(json, result.hits(), fields);
      json.writeArrayFieldStart("lanes_without_result");
      for (String lane : result.lanesWithoutResult()) {
        json.writeString(lane);
      }
      json.writeEndArray();
      json.writeBooleanField("window_ended", result.windowEnded());
      OverviewJson.write(json, result.overview());
      if (result.explanation().isPresent()) {
        explanation(json, result.explanation().get());
      }
      json.writeNumberField("took_ms", SearchRoutes.millisSince(start));
      json.writeEndObject();
    });
  }

  /// Writes the field `hits`.
  static void hits(JsonGenerator json, List<Hit> hits, FieldSelection fields) throws IOException {
    json.writeArrayFieldStart("hits");
    for (Hit hit : hits) {
      json.writeStartObject();
      json.writeStringField("id", hit.id());
      json.writeNumberField("score", hit.score());
      json.writeFieldName("document");
      DocumentJson.write(json, hit.document(), fields);
      json.writeObjectFieldStart("lanes");
      for (Lane lane : Lane.ALL) {
        Hit.LaneScore score = hit.lanes().get(lane.name());
        if (score != null) {
          json.writeFieldName(lane.name());
          lane(json, score);
        }
      }
      json.writeEndObject();
      ExcerptJson.write(json, hit.excerpts());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void lane(JsonGenerator json, Hit.LaneScore score) throws IOException {
    json.writeStartObject();
    json.writeNumberField("rank", score.rank());
    json.writeNumberField("score", score.score());
    json.writeNumberField("normalized", score.normalized());
    json.writeNumberField("weight", score.weight());
    json.writeNumberField("contribution", score.contribution());
    json.writeEndObject();
  }

  private static void explanation(JsonGenerator json, Explanation explanation) throws IOException {
    json.writeObjectFieldStart("plan");
    json.writeStringField("fusion", explanation.fusion());
    json.writeNumberField("window", explanation.window());
    json.writeObjectFieldStart("lanes");
    for (Map.Entry<String, Explanation.LaneSummary> lane : explanation.lanes().entrySet()) {
      json.writeFieldName(lane.getKey());
      summary(json, lane.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
    json.writeObjectFieldStart("timings");
    for (var step : explanation.timings().entrySet()) {
      json.writeNumberField(
          step.getKey() + "_ms", Math.round(step.getValue().toNanos() / 1e3) / 1e3);
    }
    json.writeEndObject();
  }

  private static void summary(JsonGenerator json, Explanation.LaneSummary lane) throws IOException {
    json.writeStartObject();
    json.writeNumberField("weight", lane.weight());
    json.writeNumberField("candidates", lane.candidates());
    if (lane.candidates() > 0) {
      json.writeNumberField("highest", lane.highest());
      json.writeNumberField("lowest", lane.lowest());
    }
    json.writeEndObject();
  }
}
