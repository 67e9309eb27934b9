package dev.semblance.server.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The fields of a JSON object, read with checks of type and range. Fields that are not asked for
/// are ignored, unless [#only] is called; the methods `…OrNull` treat an absent field like null.
/// Faults are [JsonError]s.
///
/// @param object a JSON object
public record Fields(JsonNode object) {

  /// An object without fields.
  public static Fields none() {
    return new Fields(JsonNodeFactory.instance.objectNode());
  }

  /// @throws JsonError WRONG_SHAPE unless it is an object
  public static Fields of(JsonNode root) {
    if (!root.isObject()) {
      throw JsonError.wrongShape("", "invalid type: " + name(root) + ", expected an object");
    }
    return new Fields(root);
  }

  /// The same, where no other field is allowed than these: of a request in which an ignored field
  /// would give an answer to another question.
  ///
  /// @throws JsonError WRONG_SHAPE with the field that was probably meant
  public Fields only(Collection<String> known) {
    for (var entry : object.properties()) {
      if (!known.contains(entry.getKey())) {
        throw UnknownField.error(entry.getKey(), known);
      }
    }
    return this;
  }

  /// A copy with one field set to a text.
  public Fields with(String field, String text) {
    ObjectNode copy = JsonNodeFactory.instance.objectNode();
    object.properties().forEach(entry -> copy.set(entry.getKey(), entry.getValue()));
    return new Fields(copy.put(field, text));
  }

  /// A required field of any type, null included.
  public JsonNode any(String field) {
    JsonNode value = object.get(field);
    if (value == null) {
      throw JsonError.wrongShape("", "missing field `" + field + "`");
    }
    return value;
  }

  public String text(String field) {
    return textOf(field, any(field));
  }

  public @Nullable String textOrNull(String field) {
    return object.hasNonNull(field) ? textOf(field, object.get(field)) : null;
  }

  /// A required list of strings.
  public List<String> texts(String field) {
    JsonNode array = any(field);
    if (!array.isArray()) {
      throw expected("a list of strings", field, array);
    }
    List<String> texts = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      texts.add(textOf(element(field, texts.size()), element));
    }
    return List.copyOf(texts);
  }

  /// The name of a list's element in messages: `inputs[3]`.
  public static String element(String field, int index) {
    return field + "[" + index + "]";
  }

  /// An optional boolean, not null.
  public boolean flag(String field, boolean fallback) {
    return object.has(field) ? flagOf(field, object.get(field)) : fallback;
  }

  public @Nullable Boolean flagOrNull(String field) {
    return object.hasNonNull(field) ? flagOf(field, object.get(field)) : null;
  }

  /// A required whole number from 0.
  public int count(String field) {
    return countOf(field, any(field));
  }

  /// An optional whole number from 0; the fallback applies where it is absent or null.
  public int count(String field, int fallback) {
    Integer count = countOrNull(field);
    return count == null ? fallback : count;
  }

  /// An optional whole number from 0.
  public @Nullable Integer countOrNull(String field) {
    return object.hasNonNull(field) ? countOf(field, object.get(field)) : null;
  }

  /// An optional finite number.
  public @Nullable Double numberOrNull(String field) {
    return object.hasNonNull(field) ? numberOf(field, object.get(field)) : null;
  }

  /// An optional object.
  public @Nullable Fields fieldsOrNull(String field) {
    if (!object.hasNonNull(field)) {
      return null;
    }
    JsonNode value = object.get(field);
    if (!value.isObject()) {
      throw expected("an object", field, value);
    }
    return new Fields(value);
  }

  private static String textOf(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw expected("a string", field, value);
    }
    return value.textValue();
  }

  private static boolean flagOf(String field, JsonNode value) {
    if (!value.isBoolean()) {
      throw expected("a boolean", field, value);
    }
    return value.booleanValue();
  }

  private static double numberOf(String field, JsonNode value) {
    if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
      throw expected("a finite number", field, value);
    }
    return value.doubleValue();
  }

  private static int countOf(String field, JsonNode value) {
    if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < 0) {
      throw expected("a whole number from 0 to " + Integer.MAX_VALUE, field, value);
    }
    return value.intValue();
  }

  private static JsonError expected(String what, String field, JsonNode value) {
    return JsonError.wrongShape(field, "invalid type: " + name(value) + ", expected " + what);
  }

  private static String name(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY -> "an array";
      case OBJECT -> "an object";
      case STRING -> "a string";
      case BOOLEAN -> "the boolean " + value;
      case NUMBER -> value.isIntegralNumber() ? "the integer " + value : "the number " + value;
      case NULL -> "null";
      case BINARY, MISSING, POJO -> "nothing";
    };
  }
}
