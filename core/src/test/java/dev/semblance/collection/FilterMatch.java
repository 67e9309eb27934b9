package dev.semblance.collection;

import dev.semblance.document.FieldValue;
import dev.semblance.document.FieldValue.PointValue;
import dev.semblance.query.Filter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Whether a document satisfies a [Filter], by its definition.
final class FilterMatch {
  private static final double EARTH_RADIUS = 6_371_008.7714;

  private FilterMatch() {}

  static boolean matches(Filter filter, StoredEntry entry) {
    return switch (filter) {
      case Filter.And(var conditions) -> conditions.stream().allMatch(each -> matches(each, entry));
      case Filter.Or(var conditions) -> conditions.stream().anyMatch(each -> matches(each, entry));
      case Filter.Not(var condition) -> !matches(condition, entry);
      case Filter.In(var field, var values) -> any(entry, field, values::contains);
      case Filter.Range range ->
          any(
              entry,
              range.field(),
              value -> isInside(value, range.from(), 1) && isInside(value, range.to(), -1));
      case Filter.Exists(var field) -> any(entry, field, _ -> true) || hasText(entry, field);
      case Filter.StartsWith(var field, var text) ->
          any(entry, field, value -> keyword(value).startsWith(text));
      case Filter.Contains(var field, var text) ->
          any(entry, field, value -> keyword(value).contains(text));
      case Filter.HasTerms(var field, var terms) ->
          hasText(entry, field) && terms(entry, field).containsAll(terms);
      case Filter.WithinDistance(var field, var center, var meters) ->
          any(entry, field, value -> distance((PointValue) value, center) <= meters);
      case Filter.WithinBox box -> any(entry, box.field(), value -> isIn((PointValue) value, box));
      case Filter.Ids(var ids) -> ids.contains(entry.document().id());
    };
  }

  private static boolean any(StoredEntry entry, String field, Predicate<FieldValue> condition) {
    return entry.values().getOrDefault(field, List.of()).stream().anyMatch(condition);
  }

  private static boolean hasText(StoredEntry entry, String field) {
    return entry.texts().stream().anyMatch(text -> text.field().equals(field));
  }

  private static Set<String> terms(StoredEntry entry, String field) {
    return entry.texts().stream()
        .filter(text -> text.field().equals(field))
        .flatMap(text -> Arrays.stream(text.terms().terms()))
        .collect(Collectors.toSet());
  }

  private static String keyword(FieldValue value) {
    return ((FieldValue.KeywordValue) value).text();
  }

  /// @param side 1 where the values inside are above the endpoint, -1 where they are below
  private static boolean isInside(FieldValue value, Filter.@Nullable Endpoint endpoint, int side) {
    if (endpoint == null) {
      return true;
    }
    int order = ORDER.compare(value, endpoint.value());
    return (side > 0 ? order > 0 : order < 0) || (order == 0 && endpoint.inclusive());
  }

  private static final Comparator<FieldValue> ORDER =
      (a, b) ->
          switch (a) {
            case FieldValue.KeywordValue(var text) -> Candidate.compareIds(text, keyword(b));
            case FieldValue.IntegerValue(var number) ->
                Long.compare(number, ((FieldValue.IntegerValue) b).number());
            case FieldValue.NumberValue(var number) ->
                Double.compare(number, ((FieldValue.NumberValue) b).number());
            case FieldValue.DateValue(var time) ->
                time.compareTo(((FieldValue.DateValue) b).time());
            case FieldValue.BooleanValue _, PointValue _ -> throw new IllegalArgumentException();
          };

  private static boolean isIn(PointValue point, Filter.WithinBox box) {
    double west = box.southWest().longitude();
    double east = box.northEast().longitude();
    boolean latitude =
        point.latitude() >= box.southWest().latitude()
            && point.latitude() <= box.northEast().latitude();
    boolean longitude =
        west <= east
            ? point.longitude() >= west && point.longitude() <= east
            : point.longitude() >= west || point.longitude() <= east;
    return latitude && longitude;
  }

  /// Haversine formula.
  private static double distance(PointValue a, PointValue b) {
    double x = Math.sin(Math.toRadians(a.latitude() - b.latitude()) / 2);
    double y = Math.sin(Math.toRadians(a.longitude() - b.longitude()) / 2);
    double cosines =
        Math.cos(Math.toRadians(a.latitude())) * Math.cos(Math.toRadians(b.latitude()));
    return 2 * EARTH_RADIUS * Math.asin(Math.min(1, Math.sqrt(x * x + cosines * y * y)));
  }
}
