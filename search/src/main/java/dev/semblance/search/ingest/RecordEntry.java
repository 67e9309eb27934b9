package dev.semblance.search.ingest;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import dev.semblance.collection.Entry;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A record of a file as an entry of a collection: its values by [RecordColumns], `vector` as its
/// vector, everything else as fields.
public final class RecordEntry {
  private static final String VECTOR = "vector";

  private RecordEntry() {}

  /// @param object belongs to the entry from here on
  /// @throws SemblanceException INVALID as [JsonDocument#of], or when `vector` is not a list of
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

  /// Takes the vector out of the fields of a document.
  ///
  /// @throws SemblanceException INVALID when `vector` is not a list of numbers
  public static Entry of(Document document) {
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
    if (vector instanceof float[] floats) {
      return floats;
    }
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
