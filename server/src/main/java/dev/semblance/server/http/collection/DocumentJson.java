package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import dev.semblance.collection.Entry;
import dev.semblance.collection.FieldSelection;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.collection.Schema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A document on the wire: `{"id","title","text","vector","vectors", …}`. `vectors` holds vectors
/// by their names, and `vector` the one of that name; they replace those that models would compute.
/// Every other key is a field.
public final class DocumentJson {
  private static final String VECTOR = Schema.VectorField.NAME;
  private static final String VECTORS = "vectors";

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
    // A document without either has a schema of its own.
    boolean usual = !document.title().isEmpty() || !document.text().isEmpty();
    if (usual && selected.includes(FieldSelection.TITLE)) {
      json.writeStringField(FieldSelection.TITLE, document.title());
    }
    if (usual && selected.includes(FieldSelection.TEXT)) {
      json.writeStringField(FieldSelection.TEXT, document.text());
    }
    for (var field : document.fields().entrySet()) {
      json.writePOJOField(field.getKey(), field.getValue());
    }
    json.writeEndObject();
  }

  /// Takes the vectors out of the fields.
  private static Entry entry(Document document) {
    Map<String, Object> rest = new LinkedHashMap<>(document.fields());
    Object vector = rest.remove(VECTOR);
    Object named = rest.remove(VECTORS);
    if (vector == null && named == null) {
      return Entry.of(document);
    }
    Map<String, float[]> vectors = new LinkedHashMap<>();
    if (vector != null) {
      vectors.put(VECTOR, floats(VECTOR, vector));
    }
    switch (named) {
      case null -> {}
      case Map<?, ?> map ->
          map.forEach((name, values) ->
              vectors.put(String.valueOf(name), floats(VECTORS + "." + name, values)));
      default ->
          throw new SemblanceException(
              Fault.INVALID, "`vectors` must be an object of lists of numbers");
    }
    return new Entry(new Document(document.id(), document.title(), document.text(), rest), vectors);
  }

  private static float[] floats(String path, @Nullable Object vector) {
    if (!(vector instanceof List<?> values)) {
      throw new SemblanceException(Fault.INVALID, "`" + path + "` must be a list of numbers");
    }
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      if (!(values.get(i) instanceof Number number)) {
        throw new SemblanceException(
            Fault.INVALID, "`" + path + "` holds " + values.get(i) + " at dimension " + i);
      }
      floats[i] = number.floatValue();
    }
    return floats;
  }
}
