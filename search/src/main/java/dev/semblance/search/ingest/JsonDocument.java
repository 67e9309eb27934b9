package dev.semblance.search.ingest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Parser of documents as JSON objects: `id` (or `_id`), `title`, `text`; every other key becomes a
/// field. All three may be missing: a missing title or text is empty, a missing id is computed by
/// [ContentId]. *Safe for use by many threads.*
public final class JsonDocument {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  private JsonDocument() {}

  /// @throws SemblanceException INVALID when this is not one JSON object, a key occurs twice, or
  ///   `id`, `title` or `text` is not of its type; the message gives the key and its value
  public static Document parse(String json) {
    return of(object(json));
  }

  /// The keys and values of a JSON object; the map belongs to the caller.
  ///
  /// @throws SemblanceException INVALID when this is not one JSON object, or a key occurs twice
  static Map<String, @Nullable Object> object(String json) {
    try {
      Map<String, @Nullable Object> object = MAPPER.readValue(json, OBJECT);
      if (object == null) {
        throw invalid("expected a JSON object, got null", null);
      }
      return object;
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      String column = at == null ? "" : " at column " + at.getColumnNr();
      String reason =
          json.stripLeading().startsWith("{") ? "not a JSON object" : "expected a JSON object";
      throw invalid(reason + column + ": " + firstLine(e.getOriginalMessage()), e);
    }
  }

  /// As [#parse], from an object that was read already; it belongs to the document from here on.
  public static Document of(Map<String, @Nullable Object> object) {
    String id = idOrNull(object);
    String title = text(object, "title");
    String text = text(object, "text");
    Map<String, Object> fields = new LinkedHashMap<>();
    object.forEach((key, value) -> {
      if (value != null) {
        fields.put(key, value);
      }
    });
    return new Document(
        id == null ? ContentId.of(title, text, fields) : id,
        title,
        text,
        Collections.unmodifiableMap(fields));
  }

  private static @Nullable String idOrNull(Map<String, @Nullable Object> object) {
    String key = object.containsKey("id") ? "id" : "_id";
    Object id = object.remove(key);
    return switch (id) {
      case null -> null;
      case String text when text.isBlank() -> throw invalid("`" + key + "` is empty", null);
      case String text -> text;
      case Integer number -> number.toString();
      case Long number -> number.toString();
      default ->
          throw invalid("`" + key + "` must be a string or a whole number, is " + brief(id), null);
    };
  }

  private static String text(Map<String, @Nullable Object> object, String key) {
    Object value = object.remove(key);
    return switch (value) {
      case null -> "";
      case String text -> text;
      default -> throw invalid("`" + key + "` must be a string, is " + brief(value), null);
    };
  }

  private static String brief(Object value) {
    String text = String.valueOf(value);
    return text.length() <= 60 ? text : text.substring(0, 60) + "…";
  }

  /// What is wrong with the text of a file, in one line.
  static String reason(IOException failure) {
    return failure instanceof JsonProcessingException json
        ? firstLine(json.getOriginalMessage())
        : String.valueOf(failure.getMessage());
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("");
  }

  private static SemblanceException invalid(String message, @Nullable Throwable cause) {
    return new SemblanceException(Fault.INVALID, message, cause);
  }
}
