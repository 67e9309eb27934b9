package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Output;
import dev.semblance.server.http.wire.Fields;
import dev.semblance.server.http.wire.Json;
import dev.semblance.server.http.wire.Refusal;
import dev.semblance.server.service.Calibrating;
import dev.semblance.server.service.Calibration;
import dev.semblance.vector.Ranges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Ranges as they stand in requests, replies and files: `{"model","output","dimensions","lowest",
/// "highest"}`; a file and a list of them are `{"ranges":[…]}`.
public final class RangesJson {
  private RangesJson() {}

  /// Reads what a server answered at `GET /models/{model}/ranges`.
  ///
  /// @throws Refusal when it is something else
  public static List<Calibration> file(byte[] bytes) {
    JsonNode list = Fields.of(Json.read(bytes)).any("ranges");
    if (!list.isArray()) {
      throw Refusal.wrongShape("ranges", "expected a list");
    }
    List<Calibration> read = new ArrayList<>(list.size());
    for (JsonNode one : list) {
      Fields fields = Fields.of(one);
      read.add(new Calibration(fields.text("model"), kind(fields), ranges(fields)));
    }
    return read;
  }

  static void write(JsonGenerator json, List<Calibration> all) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("ranges");
    for (Calibration one : all) {
      json.writeStartObject();
      fields(json, one);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  static void fields(JsonGenerator json, Calibration one) throws IOException {
    json.writeStringField("model", one.model());
    json.writeStringField("output", Calibrating.name(one.kind()));
    json.writeNumberField("dimensions", one.ranges().dimensions());
    json.writeFieldName("lowest");
    EmbedTasks.vector(json, one.ranges().lowest());
    json.writeFieldName("highest");
    EmbedTasks.vector(json, one.ranges().highest());
  }

  /// Reads `lowest` and `highest`.
  static Ranges ranges(Fields fields) {
    return new Ranges(
        floats("lowest", fields.any("lowest")), floats("highest", fields.any("highest")));
  }

  /// Reads `output`.
  static Output kind(Fields fields) {
    String name = fields.textOrNull("output");
    return switch (name) {
      case null -> Output.DENSE;
      case "dense" -> Output.DENSE;
      case "colbert" -> Output.MULTI_VECTOR;
      case "tokens" -> Output.TOKENS;
      default ->
          throw Refusal.wrongShape(
              "output", "unknown variant `" + name + "`, expected `dense`, `colbert` or `tokens`");
    };
  }

  /// Reads a list of numbers.
  static float[] floats(String field, JsonNode array) {
    if (!array.isArray()) {
      throw Refusal.wrongShape(field, "expected a list of numbers");
    }
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      if (!array.get(i).isNumber()) {
        throw Refusal.wrongShape(field, "expected a list of numbers");
      }
      values[i] = array.get(i).floatValue();
    }
    return values;
  }
}
