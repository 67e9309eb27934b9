package dev.semblance.collection;

import dev.semblance.document.Document;
import dev.semblance.document.FieldSpan;
import dev.semblance.document.FieldValue;
import java.util.List;
import java.util.Map;

/// A document ready to be stored: checked, analyzed and embedded.
///
/// @param texts the text fields that the document has, in the order of the schema
/// @param values of each other field that is not only stored, at least one each
/// @param vectors of whole texts, by name, each `[k]` of length 1
/// @param passages by name of a vector, where a text has several: in the order of the text
public record StoredEntry(
    Document document,
    List<IndexedText> texts,
    Map<String, List<FieldValue>> values,
    Map<String, float[]> vectors,
    Map<String, List<PassageVector>> passages) {
  /// Positions between text fields where they are indexed as one, so that no phrase spans two.
  public static final int FIELD_GAP = 100;

  /// An entry whose vectors are those of whole texts.
  public StoredEntry(
      Document document,
      List<IndexedText> texts,
      Map<String, List<FieldValue>> values,
      Map<String, float[]> vectors) {
    this(document, texts, values, vectors, Map.of());
  }

  /// The vector of a passage.
  ///
  /// @param vector `[k]` of length 1
  public record PassageVector(FieldSpan passage, float[] vector) {}

  /// The terms of a text field.
  ///
  /// @param separate whether they are also looked up in this field alone, because it weighs more
  ///   than others
  public record IndexedText(String field, AnalyzedText terms, boolean separate) {}
}
