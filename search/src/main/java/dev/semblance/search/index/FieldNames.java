package dev.semblance.search.index;

/// The names of the fields of a Lucene document.
///
/// | field | as | for |
/// |---|---|---|
/// | `id` | term, binary doc value, stored | upsert, delete, get; ties; hits |
/// | `body` | postings with positions, title and text together | terms |
/// | `title` | postings with positions, stored | terms of the title, which weigh more; hits |
/// | `text` | stored | hits |
/// | `fields` | stored JSON | hits |
/// | `vector`, the name in the schema | HNSW graph over floats | nearest vectors |
public final class FieldNames {
  public static final String ID = "id";
  public static final String TITLE = "title";
  public static final String BODY = "body";
  static final String TEXT = "text";
  static final String FIELDS = "fields";

  private FieldNames() {}
}
