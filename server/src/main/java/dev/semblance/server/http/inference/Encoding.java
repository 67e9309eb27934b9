package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.server.json.Decimals;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.JsonError;
import dev.semblance.server.output.PackedVectors;
import java.io.IOException;
import java.util.Base64;

/// Format of a vector in JSON: `encoding_format`.
enum Encoding {
  /// A list of numbers: shortest decimals that read back the same, or integer codes.
  FLOAT {
    @Override
    void write(JsonGenerator json, PackedVectors vectors, int row) throws IOException {
      byte[] bytes = vectors.rows().get(row);
      if (!vectors.element().whole()) {
        Decimals.write(json, vectors.width(), i -> vectors.element().value(bytes, i));
        return;
      }
      json.writeStartArray();
      for (int i = 0; i < vectors.width(); i++) {
        json.writeNumber(vectors.element().code(bytes, i));
      }
      json.writeEndArray();
    }
  },
  /// Base64 of its little-endian bytes, in the standard alphabet, padded.
  BASE64 {
    @Override
    void write(JsonGenerator json, PackedVectors vectors, int row) throws IOException {
      json.writeString(Base64.getEncoder().encodeToString(vectors.rows().get(row)));
    }
  };

  /// @throws JsonError WRONG_SHAPE when it is another name
  static Encoding of(Fields fields) {
    if (!fields.object().has("encoding_format")) {
      return FLOAT;
    }
    return switch (fields.text("encoding_format")) {
      case "float" -> FLOAT;
      case "base64" -> BASE64;
      case String other ->
          throw JsonError.wrongShape(
              "encoding_format", "unknown variant `" + other + "`, expected `float` or `base64`");
    };
  }

  /// Writes one row.
  abstract void write(JsonGenerator json, PackedVectors vectors, int row) throws IOException;

  /// Writes all rows, as a list.
  void write(JsonGenerator json, PackedVectors vectors) throws IOException {
    json.writeStartArray();
    for (int row = 0; row < vectors.rows().size(); row++) {
      write(json, vectors, row);
    }
    json.writeEndArray();
  }

  /// Writes a list of lists: the rows of each input.
  void writeEach(JsonGenerator json, PackedVectors vectors) throws IOException {
    json.writeStartArray();
    int row = 0;
    for (int count : vectors.ofEach()) {
      json.writeStartArray();
      for (int end = row + count; row < end; row++) {
        write(json, vectors, row);
      }
      json.writeEndArray();
    }
    json.writeEndArray();
  }
}
