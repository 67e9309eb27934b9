package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.SemblanceException;
import dev.semblance.collection.ReadResult;
import dev.semblance.collection.Refused;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.search.ingest.RecordEntry;
import java.io.IOException;
import java.util.function.Supplier;

/// A document on the wire: `{"id","title","text","vector","vectors", …}`. `vectors` holds vectors
/// by their names, and `vector` the one of that name; they replace those that models would compute.
/// Every other key is a field.
public final class DocumentJson {
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
      return RecordEntry.of(parsed);
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
}
