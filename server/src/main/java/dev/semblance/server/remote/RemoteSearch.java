package dev.semblance.server.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.document.Document;
import dev.semblance.fusion.FusionRule;
import dev.semblance.query.Explanation;
import dev.semblance.query.Filter;
import dev.semblance.query.Highlight;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import dev.semblance.search.ingest.JsonDocument;
import dev.semblance.search.json.FilterJson;
import dev.semblance.server.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A search as the HTTP route reads it, and the result as it writes it. The limits are the
/// server's.
final class RemoteSearch {
  private RemoteSearch() {}

  static ObjectNode body(SearchRequest request) {
    ObjectNode body =
        Json.MAPPER
            .createObjectNode()
            .put("query", request.query())
            .put("k", request.page().k())
            .put("offset", request.page().offset())
            .put("explain", request.page().detail().explain());
    request.page().minScore().ifPresent(score -> body.put("min_score", score));
    if (!request.filter().equals(Filter.ALL)) {
      body.set("filter", FilterJson.write(request.filter()));
    }
    RemoteArrangement.put(body, request.page().arrangement());
    body.put("window", request.retrieval().window());
    body.set("fusion", rule(request.retrieval().fusion()));
    ObjectNode lanes = body.putObject("lanes");
    request
        .retrieval()
        .lanes()
        .forEach(lane -> lanes.set(lane.name(), laneSettings(lane.settings())));
    Set<String> fields = request.page().detail().fields().names();
    if (fields != null) {
      ArrayNode names = body.putArray("fields");
      fields.forEach(names::add);
    }
    Highlight highlight = request.page().detail().highlight();
    if (highlight != null) {
      body.set("highlight", RemoteExcerpts.field(highlight));
    }
    return body;
  }

  private static ObjectNode laneSettings(Lane.LaneSettings settings) {
    ObjectNode lane = Json.MAPPER.createObjectNode();
    settings.weight().ifPresent(weight -> lane.put("weight", weight));
    settings.minScore().ifPresent(score -> lane.put("min_score", score));
    return lane;
  }

  private static ObjectNode rule(FusionRule rule) {
    ObjectNode json = Json.MAPPER.createObjectNode().put("rule", rule.name());
    return switch (rule) {
      case FusionRule.OfRanks ranks -> json.put("k", ranks.k());
      case FusionRule.OfScores scores ->
          scores.combinesOtherwise() ? json.put("combination", scores.combination().key()) : json;
    };
  }

  static SearchResult result(JsonNode reply) {
    List<Hit> hits = new ArrayList<>();
    reply.path("hits").forEach(hit -> hits.add(hit(hit)));
    List<String> without = new ArrayList<>();
    reply.path("lanes_without_result").forEach(lane -> without.add(lane.asText()));
    return new SearchResult(
        hits,
        without,
        reply.path("window_ended").asBoolean(),
        explanation(reply),
        RemoteArrangement.overview(reply));
  }

  private static Hit hit(JsonNode json) {
    Map<String, Hit.LaneScore> lanes = new LinkedHashMap<>();
    json.path("lanes")
        .properties()
        .forEach(lane -> lanes.put(lane.getKey(), score(lane.getValue())));
    Document document = JsonDocument.parse(json.path("document").toString());
    return new Hit(
        document.id(), json.path("score").asDouble(), document, lanes, RemoteExcerpts.of(json));
  }

  private static Hit.LaneScore score(JsonNode json) {
    return new Hit.LaneScore(
        json.path("rank").asInt(),
        json.path("score").asDouble(),
        json.path("normalized").asDouble(),
        json.path("weight").asDouble(),
        json.path("contribution").asDouble());
  }

  private static Optional<Explanation> explanation(JsonNode reply) {
    JsonNode plan = reply.path("plan");
    if (plan.isMissingNode()) {
      return Optional.empty();
    }
    Map<String, Explanation.LaneSummary> lanes = new LinkedHashMap<>();
    plan.path("lanes")
        .properties()
        .forEach(lane -> lanes.put(lane.getKey(), summary(lane.getValue())));
    Map<String, Duration> timings = new LinkedHashMap<>();
    reply
        .path("timings")
        .properties()
        .forEach(step -> timings.put(stepName(step.getKey()), duration(step.getValue())));
    return Optional.of(
        new Explanation(plan.path("fusion").asText(), plan.path("window").asInt(), lanes, timings));
  }

  private static String stepName(String field) {
    return field.endsWith("_ms") ? field.substring(0, field.length() - "_ms".length()) : field;
  }

  private static Duration duration(JsonNode millis) {
    return Duration.ofNanos(Math.round(millis.asDouble() * 1e6));
  }

  private static Explanation.LaneSummary summary(JsonNode json) {
    return new Explanation.LaneSummary(
        json.path("weight").asDouble(),
        json.path("candidates").asInt(),
        json.path("highest").asDouble(),
        json.path("lowest").asDouble());
  }
}
