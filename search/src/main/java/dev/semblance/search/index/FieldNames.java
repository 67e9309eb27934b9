package dev.semblance.search.index;

/// The names of the fields of a Lucene document.
///
/// | field | as | for |
/// |---|---|---|
/// | `id` | term, binary doc value, stored | upsert, delete, get; ties; answers |
/// | `body` | postings with positions, title and text together | words |
/// | `title` | postings with positions, stored | words of the title, which weigh more; answers |
/// | `text` | stored | answers |
/// | `fields` | stored JSON | answers |
/// | `vector` | HNSW graph over floats | nearest vectors |
public final class FieldNames {
  public static final String ID = "id";
  public static final String TITLE = "title";
  public static final String BODY = "body";
  static final String TEXT = "text";
  public static final String VECTOR = "vector";
  static final String FIELDS = "fields";

  private FieldNames() {}
}
