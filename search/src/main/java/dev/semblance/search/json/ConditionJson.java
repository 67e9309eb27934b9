package dev.semblance.search.json;

import static dev.semblance.search.json.FilterJson.invalid;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.NearestWord;
import dev.semblance.document.FieldValue;
import dev.semblance.document.FieldValue.PointValue;
import dev.semblance.query.Filter;
import dev.semblance.query.Filter.Endpoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A condition on a field as JSON: `{"field":"year","gte":2020}`.
final class ConditionJson {
  private static final List<String> BOUNDS = List.of("gte", "gt", "lte", "lt");
  private static final List<String> TESTS =
      List.of(
          "equals",
          "not_equals",
          "in",
          "gte",
          "gt",
          "lte",
          "lt",
          "exists",
          "prefix",
          "contains",
          "distance",
          "box");

  private ConditionJson() {}

  /// @param path of the object, for messages
  static Filter read(String path, JsonNode json) {
    String field = text(path + ".field", json.get("field"));
    Set<String> tests = new TreeSet<>();
    json.fieldNames()
        .forEachRemaining(key -> {
          if (!key.equals("field")) {
            tests.add(known(path, key));
          }
        });
    if (!tests.isEmpty() && BOUNDS.containsAll(tests)) {
      return new Filter.Range(
          field, endpoint(path, json, "gte", "gt"), endpoint(path, json, "lte", "lt"));
    }
    if (tests.size() != 1) {
      throw invalid(
          "`%s` must have one test beside `field`: %s; combine several with `and`",
          path, String.join(", ", TESTS));
    }
    String test = tests.iterator().next();
    return read(path + "." + test, field, test, json.get(test));
  }

  private static String known(String path, String key) {
    if (!TESTS.contains(key)) {
      throw invalid(
          "`%s` has no key `%s`%s; beside `field` it has one of: %s",
          path, key, NearestWord.question(key, TESTS), String.join(", ", TESTS));
    }
    return key;
  }

  private static Filter read(String path, String field, String test, JsonNode json) {
    return switch (test) {
      case "equals" -> Filter.equal(field, value(path, json));
      case "not_equals" -> new Filter.Not(Filter.equal(field, value(path, json)));
      case "in" -> {
        List<FieldValue> values = new ArrayList<>();
        for (JsonNode element : FilterJson.array(path, json)) {
          values.add(value("%s[%d]".formatted(path, values.size()), element));
        }
        yield new Filter.In(field, values);
      }
      case "exists" -> {
        if (!json.isBoolean()) {
          throw invalid("`%s` must be true or false", path);
        }
        Filter exists = new Filter.Exists(field);
        yield json.booleanValue() ? exists : new Filter.Not(exists);
      }
      case "prefix" -> new Filter.StartsWith(field, text(path, json));
      case "contains" -> new Filter.Contains(field, text(path, json));
      case "distance" -> {
        requireKeys(path, json, List.of("lat", "lon", "meters"));
        yield new Filter.WithinDistance(
            field, point(path, json, "lat", "lon"), number(path, json, "meters"));
      }
      default -> {
        requireKeys(path, json, List.of("south", "west", "north", "east"));
        yield new Filter.WithinBox(
            field, point(path, json, "south", "west"), point(path, json, "north", "east"));
      }
    };
  }

  private static @Nullable Endpoint endpoint(
      String path, JsonNode json, String inclusive, String exclusive) {
    if (json.has(inclusive) && json.has(exclusive)) {
      throw invalid("`%s` has both `%s` and `%s`; give one of them", path, inclusive, exclusive);
    }
    String key = json.has(inclusive) ? inclusive : exclusive;
    return json.has(key)
        ? new Endpoint(value(path + "." + key, json.get(key)), key.equals(inclusive))
        : null;
  }

  private static FieldValue value(String path, JsonNode json) {
    return switch (json.getNodeType()) {
      case STRING -> new FieldValue.KeywordValue(json.textValue());
      case BOOLEAN -> new FieldValue.BooleanValue(json.booleanValue());
      case NUMBER ->
          json.isIntegralNumber() && json.canConvertToLong()
              ? new FieldValue.IntegerValue(json.longValue())
              : new FieldValue.NumberValue(json.doubleValue());
      case NULL -> throw invalid("`%s` is null, which equals nothing; use `exists`", path);
      case ARRAY, OBJECT, BINARY, MISSING, POJO ->
          throw invalid("`%s` must be a string, a number or a boolean", path);
    };
  }

  private static String text(String path, JsonNode json) {
    if (!json.isTextual()) {
      throw invalid("`%s` must be a string", path);
    }
    return json.textValue();
  }

  private static void requireKeys(String path, JsonNode json, List<String> keys) {
    Set<String> given = new TreeSet<>();
    json.fieldNames().forEachRemaining(given::add);
    if (!json.isObject() || !given.equals(Set.copyOf(keys))) {
      throw invalid("`%s` must be an object with %s", path, String.join(", ", keys));
    }
  }

  private static PointValue point(String path, JsonNode json, String latitude, String longitude) {
    return new PointValue(number(path, json, latitude), number(path, json, longitude));
  }

  private static double number(String path, JsonNode json, String key) {
    if (!json.get(key).isNumber()) {
      throw invalid("`%s.%s` must be a number", path, key);
    }
    return json.get(key).doubleValue();
  }

  static void writeIn(ObjectNode json, List<FieldValue> values) {
    if (values.size() == 1) {
      json.set("equals", node(values.getFirst()));
    } else {
      ArrayNode in = json.putArray("in");
      values.forEach(value -> in.add(node(value)));
    }
  }

  static void write(ObjectNode json, Filter.Range range) {
    put(json, range.from(), "gte", "gt");
    put(json, range.to(), "lte", "lt");
  }

  private static void put(
      ObjectNode json, @Nullable Endpoint endpoint, String inclusive, String exclusive) {
    if (endpoint != null) {
      json.set(endpoint.inclusive() ? inclusive : exclusive, node(endpoint.value()));
    }
  }

  private static JsonNode node(FieldValue value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case FieldValue.KeywordValue(String text) -> nodes.textNode(text);
      case FieldValue.IntegerValue(long number) -> nodes.numberNode(number);
      case FieldValue.NumberValue(double number) -> nodes.numberNode(number);
      case FieldValue.BooleanValue(boolean truth) -> nodes.booleanNode(truth);
      case FieldValue.DateValue(var time) -> nodes.textNode(time.toString());
      case PointValue(double latitude, double longitude) ->
          nodes.objectNode().put("lat", latitude).put("lon", longitude);
    };
  }
}
