package dev.semblance.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.query.Arrangement;
import dev.semblance.query.Facet;
import dev.semblance.query.Overview;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The arrangement of a search as the HTTP route reads it, and the overview as it writes it.
final class RemoteArrangement {
  private RemoteArrangement() {}

  static void put(ObjectNode body, Arrangement arrangement) {
    if (!arrangement.sort().isEmpty()) {
      ArrayNode sort = body.putArray("sort");
      arrangement.sort().forEach(key -> sort.add(key.toString()));
    }
    arrangement
        .grouping()
        .ifPresent(
            group -> body.putObject("group").put("field", group.field()).put("size", group.size()));
    arrangement.cursor().ifPresent(cursor -> body.put("cursor", cursor));
    body.put("total", arrangement.counting().total());
    if (!arrangement.counting().facets().isEmpty()) {
      ArrayNode facets = body.putArray("facets");
      arrangement.counting().facets().forEach(facet -> put(facets.addObject(), facet));
    }
  }

  private static void put(ObjectNode json, Facet facet) {
    json.put("field", facet.field()).put("disjunctive", facet.disjunctive());
    switch (facet) {
      case Facet.Terms terms -> json.put("size", terms.most());
      case Facet.Dates dates -> json.put("dates", dates.unit().name().toLowerCase(Locale.ROOT));
      case Facet.NumberRanges ranges -> {
        ArrayNode all = json.putArray("ranges");
        ranges
            .ranges()
            .forEach(range -> all.addObject().put("from", range.from()).put("to", range.to()));
      }
    }
  }

  static Overview overview(JsonNode reply) {
    JsonNode total = reply.path("total");
    Map<String, List<Facet.Count>> facets = new LinkedHashMap<>();
    for (var facet : reply.path("facets").properties()) {
      List<Facet.Count> counts = new ArrayList<>();
      facet
          .getValue()
          .forEach(count ->
              counts.add(
                  new Facet.Count(count.path("value").asText(), count.path("documents").asLong())));
      facets.put(facet.getKey(), counts);
    }
    return new Overview(
        total.isNumber() ? OptionalLong.of(total.asLong()) : OptionalLong.empty(),
        facets,
        reply.path("counted").asText().equals("filter and words")
            ? Overview.Counted.FILTER_AND_WORDS
            : Overview.Counted.FILTER,
        Optional.ofNullable(reply.path("next_cursor").textValue()));
  }
}
