package dev.semblance.search.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.DynamicFields;
import dev.semblance.document.FieldType;
import dev.semblance.document.ModelVersion;
import dev.semblance.document.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A schema as JSON, in requests, replies and `collection.json`:
///
/// ```json
/// {"fields": {"title": {"type": "text", "weight": 2, "chunk": {"tokens": 256, "overlap": 32}},
///             "year": {"type": "integer"}},
///  "vectors": {"text": {"model": "bge-small-en-v1.5", "from": ["title"]},
///              "given": {"dimensions": 384}},
///  "dynamic": "store"}
/// ```
///
/// `fingerprint` and `dimensions` of a vector with a model are written, and optional when read.
public final class SchemaJson {
  private static final List<FieldType> SIMPLE_TYPES =
      List.of(
          new FieldType.KeywordType(),
          new FieldType.IntegerType(),
          new FieldType.DecimalType(),
          new FieldType.BooleanType(),
          new FieldType.DateType(),
          new FieldType.GeoType(),
          new FieldType.StoredType());

  private SchemaJson() {}

  /// @throws SemblanceException INVALID with the place of what is wrong
  public static Schema read(JsonNode json) {
    requireObject("schema", json, List.of("fields", "vectors", "dynamic"));
    Map<String, FieldType> fields = new LinkedHashMap<>();
    JsonNode declared = json.path("fields");
    requireObject("fields", declared, null);
    declared
        .properties()
        .forEach(field ->
            fields.put(field.getKey(), type("fields." + field.getKey(), field.getValue())));
    Map<String, Schema.VectorField> vectors = new LinkedHashMap<>();
    JsonNode named = json.path("vectors");
    requireObject("vectors", named, null);
    named
        .properties()
        .forEach(vector ->
            vectors.put(vector.getKey(), vector("vectors." + vector.getKey(), vector.getValue())));
    return new Schema(fields, vectors, dynamic(json.path("dynamic")));
  }

  public static ObjectNode write(Schema schema) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ObjectNode fields = json.putObject("fields");
    schema
        .fields()
        .forEach((name, type) -> {
          ObjectNode field = fields.putObject(name).put("type", type.name());
          if (type instanceof FieldType.TextType text) {
            TextFieldJson.write(field, text);
          }
        });
    ObjectNode vectors = json.putObject("vectors");
    schema.vectors().forEach((name, vector) -> write(vectors.putObject(name), vector));
    return json.put("dynamic", schema.dynamic().name().toLowerCase(Locale.ROOT));
  }

  private static void write(ObjectNode json, Schema.VectorField vector) {
    ModelVersion model = vector.model();
    if (model != null) {
      json.put("model", model.id()).put("fingerprint", model.fingerprint());
    }
    json.put("dimensions", vector.dimensions());
    if (!vector.from().isEmpty()) {
      vector.from().forEach(json.putArray("from")::add);
    }
  }

  private static FieldType type(String path, JsonNode json) {
    requireObject(path, json, null);
    String name = json.path("type").asText("");
    if (name.equals("text")) {
      return TextFieldJson.read(path, json);
    }
    for (FieldType type : SIMPLE_TYPES) {
      if (type.name().equals(name)) {
        requireObject(path, json, List.of("type"));
        return type;
      }
    }
    throw invalid(
        "`%s.type` must be text, keyword, integer, number, boolean, date, geo or stored. Given: %s"
            .formatted(path, name.isEmpty() ? "none" : "`" + name + "`"));
  }

  private static Schema.VectorField vector(String path, JsonNode json) {
    requireObject(path, json, List.of("model", "fingerprint", "dimensions", "from"));
    String model = json.path("model").asText("");
    JsonNode dimensions = json.path("dimensions");
    if (!dimensions.isMissingNode() && !(dimensions.canConvertToInt() && dimensions.asInt() > 0)) {
      throw invalid("`" + path + ".dimensions` must be a whole number from 1");
    }
    List<String> from = new ArrayList<>();
    for (JsonNode source : json.path("from")) {
      from.add(source.asText());
    }
    ModelVersion version =
        model.isEmpty() ? null : new ModelVersion(model, json.path("fingerprint").asText(""));
    return new Schema.VectorField(version, dimensions.asInt(0), from);
  }

  private static DynamicFields dynamic(JsonNode json) {
    return switch (json.asText("store")) {
      case "infer" -> DynamicFields.INFER;
      case "store" -> DynamicFields.STORE;
      case "refuse" -> DynamicFields.REFUSE;
      default -> throw invalid("`dynamic` must be `infer`, `store` or `refuse`. Given: " + json);
    };
  }

  /// @param known the keys it may have, or null for any; an absent object is valid
  static void requireObject(String path, JsonNode json, @Nullable List<String> known) {
    if (json.isMissingNode()) {
      return;
    }
    if (!json.isObject()) {
      throw invalid("`" + path + "` must be an object");
    }
    if (known != null) {
      json.fieldNames()
          .forEachRemaining(key -> {
            if (!known.contains(key)) {
              throw invalid(
                  "`%s` has no key `%s`; it has: %s"
                      .formatted(path, key, String.join(", ", known)));
            }
          });
    }
  }

  static SemblanceException invalid(String message) {
    return new SemblanceException(Fault.INVALID, message);
  }
}
