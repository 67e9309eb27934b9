package dev.semblance.server.http.collection;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Document;
import dev.semblance.collection.Entry;
import dev.semblance.server.service.StreamItem;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/// A document on the wire: `{"id","title","text", …}`, everything else a field of its own, but for
/// `vector`, which stands for the vector the model would make.
final class DocumentJson {
  private static final String VECTOR = "vector";

  private DocumentJson() {}

  /// What stands at one place of a stream.
  ///
  /// @param bytes it took on the wire
  /// @param read makes a document of it, or throws INVALID with what to mend
  static StreamItem offered(long place, long bytes, Supplier<Document> read) {
    try {
      Document document = read.get();
      try {
        return new StreamItem.Good(place, entry(document), bytes);
      } catch (SemblanceException e) {
        return new StreamItem.Bad(place, document.id(), e.getMessage());
      }
    } catch (SemblanceException e) {
      return new StreamItem.Bad(place, null, e.getMessage());
    }
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
