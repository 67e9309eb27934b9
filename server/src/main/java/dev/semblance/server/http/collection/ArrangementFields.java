package dev.semblance.server.http.collection;

import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.query.Arrangement;
import dev.semblance.query.Arrangement.Counting;
import dev.semblance.query.Arrangement.Grouping;
import dev.semblance.query.Facet;
import dev.semblance.query.SortKey;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The fields `sort`, `group`, `cursor`, `total` and `facets` of a search.
final class ArrangementFields {
  private static final int DEFAULT_BUCKETS = 10;
  private static final List<String> GROUP_FIELDS = List.of("field", "size");
  private static final List<String> FACET_FIELDS =
      List.of("field", "size", "ranges", "dates", "disjunctive");
  private static final List<String> RANGE_FIELDS = List.of("from", "to");

  private ArrangementFields() {}

  /// @throws JsonError WRONG_SHAPE
  static Arrangement read(Fields body) {
    List<SortKey> sort =
        body.object().hasNonNull("sort")
            ? body.texts("sort").stream().map(SortKey::of).toList()
            : List.of();
    return new Arrangement(
        sort,
        grouping(body),
        Optional.ofNullable(body.textOrNull("cursor")),
        new Counting(body.flag("total", false), facets(body.object().path("facets"))));
  }

  private static Optional<Grouping> grouping(Fields body) {
    Fields group = body.fieldsOrNull("group");
    if (group == null) {
      return Optional.empty();
    }
    group.only(GROUP_FIELDS);
    return Optional.of(new Grouping(group.text("field"), group.count("size", 1)));
  }

  private static List<Facet> facets(JsonNode json) {
    if (json.isMissingNode() || json.isNull()) {
      return List.of();
    }
    if (!json.isArray()) {
      throw JsonError.wrongShape("facets", "expected a list of fields");
    }
    List<Facet> facets = new ArrayList<>();
    for (JsonNode facet : json) {
      facets.add(
          facet.isTextual()
              ? new Facet.Terms(facet.textValue(), DEFAULT_BUCKETS, false)
              : facet(Fields.of(facet).only(FACET_FIELDS)));
    }
    return facets;
  }

  private static Facet facet(Fields facet) {
    String field = facet.text("field");
    boolean disjunctive = facet.flag("disjunctive", false);
    String dates = facet.textOrNull("dates");
    if (dates != null) {
      return new Facet.Dates(field, unit(dates), disjunctive);
    }
    return facet.object().hasNonNull("ranges")
        ? new Facet.NumberRanges(field, ranges(facet.any("ranges")), disjunctive)
        : new Facet.Terms(field, facet.count("size", DEFAULT_BUCKETS), disjunctive);
  }

  private static Facet.Dates.Unit unit(String name) {
    return switch (name) {
      case "year" -> Facet.Dates.Unit.YEAR;
      case "month" -> Facet.Dates.Unit.MONTH;
      default -> throw JsonError.wrongShape("dates", "expected `year` or `month`");
    };
  }

  private static List<Facet.Bounds> ranges(JsonNode json) {
    if (!json.isArray()) {
      throw JsonError.wrongShape("ranges", "expected a list of objects with `from` and `to`");
    }
    List<Facet.Bounds> ranges = new ArrayList<>();
    for (JsonNode range : json) {
      Fields bounds = Fields.of(range).only(RANGE_FIELDS);
      ranges.add(new Facet.Bounds(bounds.numberOrNull("from"), bounds.numberOrNull("to")));
    }
    return ranges;
  }
}
