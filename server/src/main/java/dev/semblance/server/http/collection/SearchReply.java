package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.collection.FieldSelection;
import dev.semblance.collection.Hit;
import dev.semblance.collection.Lane;
import dev.semblance.collection.SearchResult;
import dev.semblance.server.json.Json;
import java.io.IOException;

/// The reply to a search: `{"hits":[{"id","score","document","lanes"}],"window_ended","took_ms"}`.
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
      write(json);
      json.writeBooleanField("window_ended", result.windowEnded());
      json.writeNumberField("took_ms", SearchRoutes.millisSince(start));
      json.writeEndObject();
    });
  }

  /// Writes the field `hits`.
  void write(JsonGenerator json) throws IOException {
    json.writeArrayFieldStart("hits");
    for (Hit hit : result.hits()) {
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
}
