package dev.semblance.search.index;

import dev.semblance.document.FieldSelection;
import dev.semblance.document.Schema;

/// The names of the fields of a Lucene document.
///
/// | field | as | for |
/// |---|---|---|
/// | `id` | term, binary doc value, stored | upsert, delete, get; ties; hits |
/// | `body` | postings with positions, all text fields together | terms |
/// | `title`, `text.NAME` | postings with positions, of a text field that weighs more than 1 | terms, which weigh more |
/// | `title`, `text` | stored | hits |
/// | `fields` | all other fields as JSON, stored | hits |
/// | `value.NAME` | terms or points, and doc values | filters, facets, sorting, grouping |
/// | `present` | names of the fields that have a value, as terms | filters |
/// | `vector`, `vector.NAME` | HNSW graph over floats | nearest vectors |
///
/// A document with several passages is a block: a Lucene document for each of them, in their order,
/// before its own. Such a document has no `id` and nothing but:
///
/// | field | as | for |
/// |---|---|---|
/// | `passage.of` | term: the id of the document | upsert, delete |
/// | `passage.field`, `passage.start`, `passage.end` | doc values | its place in the text |
/// | `vector`, `vector.NAME` | HNSW graph over floats | nearest vectors |
public final class FieldNames {
  public static final String ID = "id";
  public static final String BODY = "body";
  public static final String PRESENT = "present";
  static final String TITLE = "title";
  static final String TEXT = "text";
  static final String FIELDS = "fields";
  static final String PASSAGE_OF = "passage.of";
  static final String PASSAGE_FIELD = "passage.field";
  static final String PASSAGE_START = "passage.start";
  static final String PASSAGE_END = "passage.end";

  private FieldNames() {}

  /// Of the postings of a text field alone.
  public static String text(String field) {
    return field.equals(FieldSelection.TITLE) ? TITLE : "text." + field;
  }

  /// Of the values of a field that is no text.
  public static String value(String field) {
    return "value." + field;
  }

  /// Of a vector.
  public static String vector(String name) {
    return name.equals(Schema.VectorField.NAME) ? name : "vector." + name;
  }
}
