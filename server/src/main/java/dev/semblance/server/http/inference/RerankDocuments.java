package dev.semblance.server.http.inference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.server.json.Fields;
import dev.semblance.server.json.Json;
import dev.semblance.server.json.JsonError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Documents to rerank, each a string or an object with a `text`.
///
/// @param given the documents as sent
/// @param texts their texts
record RerankDocuments(JsonNode given, List<String> texts) {

  /// @throws JsonError WRONG_SHAPE when they are none
  static RerankDocuments of(JsonNode value) {
    if (!value.isArray()) {
      throw JsonError.wrongShape(
          "documents", "expected a list of strings or of objects with `text`");
    }
    List<String> texts = new ArrayList<>(value.size());
    for (JsonNode document : value) {
      JsonNode text = document.isTextual() ? document : document.path("text");
      if (!text.isTextual()) {
        throw JsonError.wrongShape(
            Fields.element("documents", texts.size()),
            "expected a string or an object with a string `text`");
      }
      texts.add(text.textValue());
    }
    return new RerankDocuments(value, List.copyOf(texts));
  }

  /// Writes a document for the reply: an object as sent, a string as `{"text"}`.
  void write(JsonGenerator json, int index) throws IOException {
    JsonNode document = given.get(index);
    if (document.isObject()) {
      Json.MAPPER.writeTree(json, document);
    } else {
      json.writeStartObject();
      json.writeStringField("text", texts.get(index));
      json.writeEndObject();
    }
  }
}
