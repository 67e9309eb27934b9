package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.query.Excerpt;
import dev.semblance.query.Excerpts;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// Parts of a hit's document as JSON.
final class ExcerptJson {
  private ExcerptJson() {}

  /// Writes the fields `passage` and `highlights`, where there are any.
  static void write(JsonGenerator json, Excerpts excerpts) throws IOException {
    if (excerpts.passage().isPresent()) {
      Excerpt passage = excerpts.passage().get();
      json.writeObjectFieldStart("passage");
      json.writeStringField("field", passage.place().field());
      place(json, passage);
      json.writeEndObject();
    }
    if (excerpts.highlights().isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("highlights");
    for (Map.Entry<String, List<Excerpt>> field : excerpts.highlights().entrySet()) {
      json.writeArrayFieldStart(field.getKey());
      for (Excerpt excerpt : field.getValue()) {
        json.writeStartObject();
        place(json, excerpt);
        matches(json, excerpt);
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    json.writeEndObject();
  }

  private static void place(JsonGenerator json, Excerpt excerpt) throws IOException {
    json.writeNumberField("start", excerpt.place().start());
    json.writeNumberField("end", excerpt.place().end());
    json.writeStringField("text", excerpt.text());
  }

  private static void matches(JsonGenerator json, Excerpt excerpt) throws IOException {
    json.writeArrayFieldStart("matches");
    for (Excerpt.MatchSpan match : excerpt.matches()) {
      json.writeStartArray();
      json.writeNumber(match.start());
      json.writeNumber(match.end());
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
