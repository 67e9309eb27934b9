package dev.semblance.collection;

import dev.semblance.document.Document;
import dev.semblance.document.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A document to be written to a collection.
///
/// @param document what is written
/// @param vectors its vectors `[k]` by name, scaled to length 1 when written; those that are
///   missing and have a model are computed. The arrays belong to the entry from here on
public record Entry(Document document, Map<String, float[]> vectors) implements ReadResult {
  /// @param vector named [Schema.VectorField#NAME]; null lets the collection's model compute it
  public Entry(Document document, float @Nullable [] vector) {
    this(document, vector == null ? Map.of() : Map.of(Schema.VectorField.NAME, vector));
  }

  /// A document whose vectors the collection's models compute.
  public static Entry of(Document document) {
    return new Entry(document, Map.of());
  }

  /// As [#of], for each of several documents.
  public static List<Entry> ofAll(List<Document> documents) {
    return documents.stream().map(Entry::of).toList();
  }
}
