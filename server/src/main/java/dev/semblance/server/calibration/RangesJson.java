package dev.semblance.server.calibration;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Output;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.Json;
import dev.semblance.server.json.JsonError;
import dev.semblance.vector.Ranges;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// JSON form of ranges in requests, replies and files: `{"model","fingerprint","output",
/// "dimensions","lowest","highest"}`; a file and a list of them are `{"ranges":[…]}`.
public final class RangesJson {
  private RangesJson() {}

  /// Reads a reply of `GET /models/{model}/ranges`.
  ///
  /// @throws JsonError when it is something else
  static List<OutputRanges> readFile(byte[] bytes) {
    JsonNode list = Fields.of(Json.read(bytes)).any("ranges");
    if (!list.isArray()) {
      throw JsonError.wrongShape("ranges", "expected a list");
    }
    List<OutputRanges> read = new ArrayList<>(list.size());
    for (JsonNode element : list) {
      read.add(readRanges(Fields.of(element)));
    }
    return read;
  }

  /// Reads ranges from `lowest` and `highest`; `fingerprint` is optional.
  ///
  /// @throws JsonError WRONG_SHAPE when a field is absent or of another type
  public static OutputRanges readRanges(Fields fields) {
    return new OutputRanges(
        fields.text("model"), fields.textOrNull("fingerprint"), readOutput(fields), ranges(fields));
  }

  /// Writes what [#readFile] reads.
  public static void write(JsonGenerator json, List<OutputRanges> all) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("ranges");
    for (OutputRanges ranges : all) {
      json.writeStartObject();
      writeFields(json, ranges);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /// Writes the fields of one model's ranges.
  public static void writeFields(JsonGenerator json, OutputRanges ranges) throws IOException {
    json.writeStringField("model", ranges.model());
    if (ranges.fingerprint() != null) {
      json.writeStringField("fingerprint", ranges.fingerprint());
    }
    json.writeStringField("output", ranges.kind().wireName());
    json.writeNumberField("dimensions", ranges.ranges().dimensions());
    json.writeFieldName("lowest");
    floats(json, ranges.ranges().lowest());
    json.writeFieldName("highest");
    floats(json, ranges.ranges().highest());
  }

  /// Reads `output`.
  ///
  /// @throws JsonError WRONG_SHAPE unless it is a dense kind of vector
  public static Output readOutput(Fields fields) {
    String name = fields.textOrNull("output");
    return name == null
        ? Output.DENSE
        : Output.ofWireName(name)
            .filter(kind -> kind != Output.SPARSE)
            .orElseThrow(() ->
                JsonError.wrongShape(
                    "output",
                    "unknown variant `" + name + "`, expected `dense`, `colbert` or `tokens`"));
  }

  /// Reads `lowest` and `highest`.
  private static Ranges ranges(Fields fields) {
    return new Ranges(
        floats("lowest", fields.any("lowest")), floats("highest", fields.any("highest")));
  }

  /// Reads a list of numbers.
  ///
  /// @throws JsonError when it is something else
  public static float[] floats(String field, JsonNode array) {
    if (!array.isArray()) {
      throw JsonError.wrongShape(field, "expected a list of numbers");
    }
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      if (!array.get(i).isNumber()) {
        throw JsonError.wrongShape(field, "expected a list of numbers");
      }
      values[i] = array.get(i).floatValue();
    }
    return values;
  }

  /// Writes the shortest decimals that read back the same.
  private static void floats(JsonGenerator json, float[] values) throws IOException {
    json.writeStartArray();
    for (float value : values) {
      json.writeNumber(value);
    }
    json.writeEndArray();
  }
}
