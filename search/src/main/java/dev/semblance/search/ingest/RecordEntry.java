package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Entry;
import dev.semblance.document.Document;
import dev.semblance.document.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A record of a file as an entry of a collection: its values by [RecordColumns], `vector` and
/// `vectors` as its vectors, everything else as fields.
public final class RecordEntry {
  private static final String VECTOR = Schema.VectorField.NAME;
  private static final String VECTORS = "vectors";

  private RecordEntry() {}

  /// @param object belongs to the entry from here on
  /// @throws SemblanceException INVALID as [JsonDocument#of], or when a vector is not a list of
  ///   numbers
  static Entry of(Map<String, @Nullable Object> object, RecordColumns columns) {
    columns.rename(object);
    return of(JsonDocument.of(object));
  }

  /// As above, for a row of texts: the id is stripped, and one that is empty counts as none.
  static Entry ofTable(Map<String, @Nullable Object> row, RecordColumns columns) {
    columns.rename(row);
    if (row.get("id") instanceof String id) {
      row.put("id", id.isBlank() ? null : id.strip());
    }
    return Entry.of(JsonDocument.of(row));
  }

  /// Takes the vectors out of the fields of a document.
  ///
  /// @throws SemblanceException INVALID when one is not a list of numbers
  public static Entry of(Document document) {
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
    if (vector instanceof float[] floats) {
      return floats;
    }
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
