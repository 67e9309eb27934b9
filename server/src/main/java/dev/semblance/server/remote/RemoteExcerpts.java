package dev.semblance.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.document.FieldSpan;
import dev.semblance.query.Excerpt;
import dev.semblance.query.Excerpts;
import dev.semblance.query.Highlight;
import dev.semblance.server.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Highlights as the HTTP route reads them, and excerpts as it writes them.
final class RemoteExcerpts {
  private RemoteExcerpts() {}

  static ObjectNode field(Highlight highlight) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    if (!highlight.fields().isEmpty()) {
      highlight.fields().forEach(json.putArray("fields")::add);
    }
    return json.put("fragments", highlight.fragments())
        .put("length", highlight.length())
        .put("html", highlight.marks().html())
        .put("pre", highlight.marks().before())
        .put("post", highlight.marks().after());
  }

  /// @param hit of a reply
  static Excerpts of(JsonNode hit) {
    JsonNode passage = hit.path("passage");
    Map<String, List<Excerpt>> highlights = new LinkedHashMap<>();
    hit.path("highlights")
        .properties()
        .forEach(field -> {
          List<Excerpt> excerpts = new ArrayList<>();
          field.getValue().forEach(each -> excerpts.add(excerpt(field.getKey(), each)));
          highlights.put(field.getKey(), excerpts);
        });
    return new Excerpts(
        passage.isMissingNode()
            ? Optional.empty()
            : Optional.of(excerpt(passage.path("field").asText(), passage)),
        highlights);
  }

  private static Excerpt excerpt(String field, JsonNode json) {
    List<Excerpt.MatchSpan> matches = new ArrayList<>();
    json.path("matches")
        .forEach(match ->
            matches.add(new Excerpt.MatchSpan(match.path(0).asInt(), match.path(1).asInt())));
    var place = new FieldSpan(field, json.path("start").asInt(), json.path("end").asInt());
    return new Excerpt(place, json.path("text").asText(), matches);
  }
}
