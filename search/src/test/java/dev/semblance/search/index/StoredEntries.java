package dev.semblance.search.index;

import dev.semblance.collection.StoredEntry;
import dev.semblance.document.Document;
import dev.semblance.document.Schema;
import dev.semblance.search.analysis.TextAnalysis;
import java.util.List;
import java.util.Map;

/// Entries for tests of the index, analyzed as the write pipeline does.
final class StoredEntries {
  private StoredEntries() {}

  static StoredEntry entry(Document document, float... vector) {
    return new StoredEntry(
        document,
        List.of(
            new StoredEntry.IndexedText("title", TextAnalysis.document(document.title()), true),
            new StoredEntry.IndexedText("text", TextAnalysis.document(document.text()), false)),
        Map.of(),
        Map.of(Schema.VectorField.NAME, vector));
  }
}
