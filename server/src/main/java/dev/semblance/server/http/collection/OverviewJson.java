package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.query.Facet;
import dev.semblance.query.Overview;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/// The fields `next_cursor`, `total`, `facets` and `counted` of the reply to a search.
final class OverviewJson {
  private OverviewJson() {}

  static void write(JsonGenerator json, Overview overview) throws IOException {
    json.writeStringField("next_cursor", overview.nextCursor().orElse(null));
    if (overview.total().isPresent()) {
      json.writeNumberField("total", overview.total().getAsLong());
    }
    if (!overview.facets().isEmpty()) {
      json.writeObjectFieldStart("facets");
      for (Map.Entry<String, List<Facet.Count>> facet : overview.facets().entrySet()) {
        json.writeArrayFieldStart(facet.getKey());
        for (Facet.Count count : facet.getValue()) {
          json.writeStartObject();
          json.writeStringField("value", count.label());
          json.writeNumberField("documents", count.documents());
          json.writeEndObject();
        }
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    if (overview.total().isPresent() || !overview.facets().isEmpty()) {
      json.writeStringField(
          "counted",
          switch (overview.counted()) {
            case FILTER -> "filter";
            case FILTER_AND_WORDS -> "filter and words";
          });
    }
  }
}
