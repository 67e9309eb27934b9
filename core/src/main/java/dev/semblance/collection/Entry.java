package dev.semblance.collection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A document to be written to a collection.
///
/// @param document what is written
/// @param vector its vector `[k]`, scaled to length 1 when written; null lets the collection's
///   model compute it from the document's passage. The array belongs to the entry from here on
public record Entry(Document document, float @Nullable [] vector) implements ReadResult {
  /// A document whose vector the collection's model computes.
  public static Entry of(Document document) {
    return new Entry(document, null);
  }

  /// As [#of], for each of several documents.
  public static List<Entry> ofAll(List<Document> documents) {
    return documents.stream().map(Entry::of).toList();
  }
}
