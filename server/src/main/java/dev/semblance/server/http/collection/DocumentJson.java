package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import dev.semblance.collection.Entry;
import dev.semblance.collection.FieldSelection;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A document on the wire: `{"id","title","text","vector", …}`. `vector` replaces the vector that
/// the model would compute; every other key is a field.
public final class DocumentJson {
  private static final String VECTOR = "vector";

  private DocumentJson() {}

  /// Reads one item.
  ///
  /// @param document parses it, or throws INVALID with what to correct
  static ReadResult read(Supplier<Document> document) {
    Document parsed;
    try {
      parsed = document.get();
    } catch (SemblanceException e) {
      return new Refused(null, String.valueOf(e.getMessage()));
    }
    try {
      return entry(parsed);
    } catch (SemblanceException e) {
      return new Refused(parsed.id(), String.valueOf(e.getMessage()));
    }
  }

  /// Writes the whole document.
  public static void write(JsonGenerator json, Document document) throws IOException {
    write(json, document, FieldSelection.ALL);
  }

  /// @param selected the values that the document was read with
  static void write(JsonGenerator json, Document document, FieldSelection selected)
      throws IOException {
    json.writeStartObject();
    json.writeStringField("id", document.id());
    if (selected.includes(FieldSelection.TITLE)) {
      json.writeStringField(FieldSelection.TITLE, document.title());
    }
    if (selected.includes(FieldSelection.TEXT)) {
      json.writeStringField(FieldSelection.TEXT, document.text());
    }
    for (var field : document.fields().entrySet()) {
      json.writePOJOField(field.getKey(), field.getValue());
    }
    json.writeEndObject();
  }

  /// Takes the vector out of the fields.
  private static Entry entry(Document document) {
    Object vector = document.fields().get(VECTOR);
    if (vector == null) {
      return Entry.of(document);
    }
    Map<String, Object> rest = new LinkedHashMap<>(document.fields());
    rest.remove(VECTOR);
    return new Entry(
        new Document(document.id(), document.title(), document.text(), rest), floats(vector));
  }

  private static float[] floats(Object vector) {
    if (!(vector instanceof List<?> values)) {
      throw new SemblanceException(Fault.INVALID, "`vector` must be a list of numbers");
    }
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      if (!(values.get(i) instanceof Number number)) {
        throw new SemblanceException(
            Fault.INVALID, "`vector` holds " + values.get(i) + " at dimension " + i);
      }
      floats[i] = number.floatValue();
    }
    return floats;
  }
}
