package dev.semblance.search.index;

import dev.semblance.document.FieldSelection;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.apache.lucene.index.StoredFields;

/// The stored values of text fields.
public final class StoredTexts {
  private StoredTexts() {}

  /// The strings of a text field of a document: one, several as lines, or none.
  public static List<String> of(StoredFields stored, int doc, String field) throws IOException {
    var selected = new FieldSelection(Set.of(field));
    return switch (LuceneDocument.read(stored, doc, selected).value(field)) {
      case String text -> List.of(text);
      case List<?> lines -> lines.stream().map(String::valueOf).toList();
      case null, default -> List.of();
    };
  }
}
