package dev.semblance.search.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.FormatMethod;
import dev.semblance.Fault;
import dev.semblance.NearestWord;
import dev.semblance.SemblanceException;
import dev.semblance.document.FieldValue;
import dev.semblance.query.Filter;
import dev.semblance.search.filter.FilterText;
import java.util.ArrayList;
import java.util.List;

/// A filter as JSON, in requests; a string is read by the grammar of [FilterText]:
///
/// ```json
/// {"and": [{"field": "year", "gte": 2020, "lt": 2024}, {"field": "tag", "in": ["a", "b"]},
///          {"not": {"field": "sold", "equals": true}}]}
/// ```
public final class FilterJson {
  private static final int MAX_DEPTH = 64;
  private static final List<String> KEYS = List.of("and", "or", "not", "ids", "field");

  private FilterJson() {}

  /// The values have the types that they look like; the schema decides later.
  ///
  /// @throws SemblanceException INVALID with the place of what is wrong
  public static Filter read(JsonNode json) {
    return json.isTextual() ? FilterText.parse(json.textValue()) : read("filter", json, 1);
  }

  private static Filter read(String path, JsonNode json, int depth) {
    if (depth > MAX_DEPTH) {
      throw invalid("`filter` is nested deeper than " + MAX_DEPTH);
    }
    if (!json.isObject()) {
      throw invalid("`%s` must be an object, such as {\"field\":\"year\",\"gte\":2020}", path);
    }
    if (json.has("field")) {
      return ConditionJson.read(path, json);
    }
    if (json.size() != 1) {
      throw invalid("`%s` must have one key: and, or, not, ids, or field with a test", path);
    }
    String key = json.fieldNames().next();
    JsonNode value = json.get(key);
    String inside = path + "." + key;
    return switch (key) {
      case "and" -> new Filter.And(all(inside, value, depth + 1));
      case "or" -> new Filter.Or(all(inside, value, depth + 1));
      case "not" -> new Filter.Not(read(inside, value, depth + 1));
      case "ids" -> new Filter.Ids(ids(inside, value));
      default ->
          throw invalid(
              "`%s` has no key `%s`%s; it has: %s",
              path, key, NearestWord.question(key, KEYS), String.join(", ", KEYS));
    };
  }

  private static List<Filter> all(String path, JsonNode json, int depth) {
    List<Filter> filters = new ArrayList<>();
    for (JsonNode element : array(path, json)) {
      filters.add(read("%s[%d]".formatted(path, filters.size()), element, depth));
    }
    return filters;
  }

  private static List<String> ids(String path, JsonNode json) {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : array(path, json)) {
      if (!id.isTextual()) {
        throw invalid("`%s` must be a list of strings", path);
      }
      ids.add(id.textValue());
    }
    return ids;
  }

  static JsonNode array(String path, JsonNode json) {
    if (!json.isArray()) {
      throw invalid("`%s` must be a list", path);
    }
    return json;
  }

  @FormatMethod
  static SemblanceException invalid(String message, Object... values) {
    return new SemblanceException(Fault.INVALID, message.formatted(values));
  }

  /// A JSON object that [#read] reads as the same filter.
  public static ObjectNode write(Filter filter) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    switch (filter) {
      case Filter.And(List<Filter> conditions) -> write(json.putArray("and"), conditions);
      case Filter.Or(List<Filter> conditions) -> write(json.putArray("or"), conditions);
      case Filter.Not(Filter condition) -> json.set("not", write(condition));
      case Filter.Ids(List<String> ids) -> ids.forEach(json.putArray("ids")::add);
      case Filter.In(String field, List<FieldValue> values) ->
          ConditionJson.writeIn(json.put("field", field), values);
      case Filter.Range range -> ConditionJson.write(json.put("field", range.field()), range);
      case Filter.Exists(String field) -> json.put("field", field).put("exists", true);
      case Filter.StartsWith(String field, String text) ->
          json.put("field", field).put("prefix", text);
      case Filter.Contains(String field, String text) ->
          json.put("field", field).put("contains", text);
      case Filter.HasTerms(String field, List<String> terms) ->
          json.put("field", field).put("contains", String.join(" ", terms));
      case Filter.WithinDistance(String field, FieldValue.PointValue center, double meters) ->
          json.put("field", field)
              .putObject("distance")
              .put("lat", center.latitude())
              .put("lon", center.longitude())
              .put("meters", meters);
      case Filter.WithinBox(
              String field,
              FieldValue.PointValue southWest,
              FieldValue.PointValue northEast) ->
          json.put("field", field)
              .putObject("box")
              .put("south", southWest.latitude())
              .put("west", southWest.longitude())
              .put("north", northEast.latitude())
              .put("east", northEast.longitude());
    }
    return json;
  }

  private static void write(ArrayNode array, List<Filter> filters) {
    filters.forEach(filter -> array.add(write(filter)));
  }
}
