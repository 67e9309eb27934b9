package dev.semblance.server.http.collection;

import dev.semblance.document.FieldSelection;
import dev.semblance.query.Filter;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.Retrieval;
import dev.semblance.query.SearchLimits;
import dev.semblance.query.SearchRequest;
import dev.semblance.search.json.FilterJson;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;

/// The body of a search: docs/reference/search.md describes its fields.
final class SearchBody {
  private static final int DEFAULT_K = 10;
  private static final List<String> FIELDS =
      List.of(
          "query",
          "k",
          "offset",
          "mode",
          "lanes",
          "fusion",
          "window",
          "min_score",
          "filter",
          "fields",
          "highlight",
          "explain",
          "sort",
          "group",
          "cursor",
          "total",
          "facets");
  private static final List<String> LANE_FIELDS = List.of("weight", "min_score");

  private SearchBody() {}

  /// @throws JsonError WRONG_SHAPE
  static SearchRequest read(Fields body) {
    body.only(FIELDS);
    List<Lane> lanes = lanes(body);
    var retrieval =
        new Retrieval(
            lanes, FusionField.read(body), body.count("window", Retrieval.usualWindow(lanes)));
    return new SearchRequest(query(body), retrieval, filter(body), page(body), SearchLimits.NONE);
  }

  /// Optional where hits are sorted.
  private static String query(Fields body) {
    String query = body.object().has("sort") ? body.textOrNull("query") : body.text("query");
    return query == null ? "" : query;
  }

  /// All documents where the field is absent.
  static Filter filter(Fields body) {
    return body.object().hasNonNull("filter")
        ? FilterJson.read(body.object().get("filter"))
        : Filter.ALL;
  }

  private static Page page(Fields body) {
    return new Page(
        body.count("k", DEFAULT_K),
        body.count("offset", 0),
        number(body, "min_score"),
        new Page.Detail(selection(body), body.flag("explain", false), HighlightField.read(body)),
        ArrangementFields.read(body));
  }

  private static List<Lane> lanes(Fields body) {
    String mode = body.textOrNull("mode");
    Fields lanes = body.fieldsOrNull("lanes");
    if (lanes == null) {
      return mode == null ? Lane.ALL : Lane.ofMode(mode);
    }
    if (mode != null) {
      throw JsonError.wrongShape("mode", "it is a short form of `lanes`; give one of the two");
    }
    lanes.only(Lane.ALL.stream().map(Lane::name).toList());
    List<Lane> named = new ArrayList<>();
    for (Lane lane : Lane.ALL) {
      Fields settings = lanes.fieldsOrNull(lane.name());
      if (settings != null) {
        named.add(Lane.of(lane.name(), settings(settings.only(LANE_FIELDS))));
      }
    }
    return named;
  }

  private static Lane.LaneSettings settings(Fields lane) {
    return new Lane.LaneSettings(number(lane, "weight"), number(lane, "min_score"));
  }

  private static OptionalDouble number(Fields fields, String field) {
    Double number = fields.numberOrNull(field);
    return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
  }

  private static FieldSelection selection(Fields body) {
    return body.object().hasNonNull("fields")
        ? new FieldSelection(new HashSet<>(body.texts("fields")))
        : FieldSelection.ALL;
  }
}
