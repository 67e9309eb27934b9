package dev.semblance.search.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.semblance.document.ChunkSize;
import dev.semblance.document.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The settings of a text field as JSON.
final class TextFieldJson {
  private TextFieldJson() {}

  /// @param path of the field, for messages
  static FieldType.TextType read(String path, JsonNode json) {
    SchemaJson.requireObject(path, json, List.of("type", "weight", "chunk"));
    JsonNode weight = json.path("weight");
    if (!weight.isMissingNode() && !weight.isNumber()) {
      throw SchemaJson.invalid("`" + path + ".weight` must be a number");
    }
    return new FieldType.TextType(weight.asDouble(1), chunk(path + ".chunk", json.path("chunk")));
  }

  static void write(ObjectNode json, FieldType.TextType text) {
    json.put("weight", text.weight());
    ChunkSize chunk = text.chunk();
    if (chunk != null) {
      json.putObject("chunk").put("tokens", chunk.tokens()).put("overlap", chunk.overlap());
    }
  }

  private static @Nullable ChunkSize chunk(String path, JsonNode json) {
    if (json.isMissingNode()) {
      return null;
    }
    SchemaJson.requireObject(path, json, List.of("tokens", "overlap"));
    JsonNode tokens = json.path("tokens");
    JsonNode overlap = json.path("overlap");
    if (!isWhole(tokens) || !(overlap.isMissingNode() || isWhole(overlap))) {
      throw SchemaJson.invalid(
          "`%s` must be {\"tokens\",\"overlap\"} with whole numbers".formatted(path));
    }
    return new ChunkSize(tokens.asInt(), overlap.asInt(0));
  }

  private static boolean isWhole(JsonNode number) {
    return number.isIntegralNumber() && number.canConvertToInt();
  }
}
