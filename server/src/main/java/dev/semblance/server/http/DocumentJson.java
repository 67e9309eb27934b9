package dev.semblance.server.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.semblance.Document;
import dev.semblance.server.service.Offered;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A document on the wire: `{"id","title","text", …}`, everything else a field of its own.
final class DocumentJson {
  private static final Set<String> OWN = Set.of("id", "title", "text");

  private DocumentJson() {}

  /// Reads what stands at one place of a stream. A field that is null is left out.
  static Offered offered(long place, JsonNode node, long bytes) {
    try {
      return new Offered.Good(place, read(node), bytes);
    } catch (NotADocument e) {
      return new Offered.Bad(place, idOf(node), e.reason());
    }
  }

  private static Document read(JsonNode node) throws NotADocument {
    if (!node.isObject()) {
      throw new NotADocument("a document must be a JSON object");
    }
    if (!Unicode.isWellFormed(node)) {
      throw new NotADocument("a string holds a surrogate without its other half");
    }
    JsonNode id = node.get("id");
    if (id == null || !id.isTextual()) {
      throw new NotADocument(id == null ? "`id` is missing" : "`id` must be a string, is " + id);
    }
    return new Document(id.textValue(), text(node, "title"), text(node, "text"), fields(node));
  }

  /// The id of something that is no document, if it has one.
  private static @Nullable String idOf(JsonNode node) {
    JsonNode id = node.get("id");
    return id != null && id.isTextual() && Unicode.isWellFormed(id) ? id.textValue() : null;
  }

  static void write(JsonGenerator json, Document document) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", document.id());
    json.writeStringField("title", document.title());
    json.writeStringField("text", document.text());
    for (var field : document.fields().entrySet()) {
      json.writePOJOField(field.getKey(), field.getValue());
    }
    json.writeEndObject();
  }

  private static String text(JsonNode node, String name) throws NotADocument {
    JsonNode value = node.get(name);
    if (value == null || value.isNull()) {
      return "";
    }
    if (!value.isTextual()) {
      throw new NotADocument("`" + name + "` must be a string");
    }
    return value.textValue();
  }

  private static Map<String, Object> fields(JsonNode node) throws NotADocument {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (var field : node.properties()) {
      if (!OWN.contains(field.getKey()) && !field.getValue().isNull()) {
        fields.put(field.getKey(), value(field.getKey(), field.getValue()));
      }
    }
    return fields;
  }

  private static Object value(String name, JsonNode value) throws NotADocument {
    return switch (value.getNodeType()) {
      case STRING -> value.textValue();
      case BOOLEAN -> value.booleanValue();
      case NUMBER -> number(name, value);
      case ARRAY -> list(name, value);
      case OBJECT -> map(name, value);
      case NULL, BINARY, MISSING, POJO ->
          throw new NotADocument("`" + name + "` holds " + value + " in a list");
    };
  }

  private static Object number(String name, JsonNode value) throws NotADocument {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    if (value.isIntegralNumber() || !Double.isFinite(value.doubleValue())) {
      throw new NotADocument("`" + name + "` holds a number out of range");
    }
    return value.doubleValue();
  }

  private static List<Object> list(String name, JsonNode array) throws NotADocument {
    List<Object> list = new ArrayList<>(array.size());
    for (JsonNode element : array) {
      list.add(value(name, element));
    }
    return list;
  }

  private static Map<String, Object> map(String name, JsonNode object) throws NotADocument {
    Map<String, Object> map = new LinkedHashMap<>();
    for (var field : object.properties()) {
      if (!field.getValue().isNull()) {
        map.put(field.getKey(), value(name + "." + field.getKey(), field.getValue()));
      }
    }
    return map;
  }

  /// Why a JSON value is no document; told to the client, never further.
  private static final class NotADocument extends Exception {
    private static final long serialVersionUID = 1L;

    NotADocument(String reason) {
      super(reason, null, false, false);
    }

    String reason() {
      return String.valueOf(getMessage());
    }
  }
}
