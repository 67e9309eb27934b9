package dev.semblance.search.index;

import dev.semblance.collection.StoredEntry;
import dev.semblance.document.Document;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.jspecify.annotations.Nullable;

/// Compares a stored document with one that is to be written.
final class StoredState {
  /// By how much a model's vectors of one text differ when it is encoded beside other texts.
  private static final float TOLERANCE = 1e-6f;

  private static final Set<String> TEXTS =
      Set.of(FieldNames.TITLE, FieldNames.TEXT, FieldNames.FIELDS);

  private StoredState() {}

  /// Whether a write of the entry would change nothing but the last digits of a vector.
  static boolean isSame(IndexSearcher searcher, int doc, StoredEntry entry) throws IOException {
    var stored = searcher.storedFields().document(doc, TEXTS);
    Document document = entry.document().wellFormed();
    return document.title().equals(text(stored.get(FieldNames.TITLE)))
        && document.text().equals(text(stored.get(FieldNames.TEXT)))
        && sameFields(document.fields(), stored.get(FieldNames.FIELDS))
        && sameVectors(searcher, doc, entry.vectors())
        && StoredPassages.areSame(leaf(searcher, doc), doc, entry);
  }

  private static String text(@Nullable String stored) {
    return stored == null ? "" : stored;
  }

  private static boolean sameFields(Map<String, Object> fields, @Nullable String stored) {
    return stored == null
        ? fields.isEmpty()
        : stored.equals(Document.wellFormed(LuceneDocument.json(fields)));
  }

  private static boolean sameVectors(IndexSearcher searcher, int doc, Map<String, float[]> vectors)
      throws IOException {
    LeafReaderContext leaf = leaf(searcher, doc);
    for (Map.Entry<String, float[]> vector : vectors.entrySet()) {
      FloatVectorValues stored =
          leaf.reader().getFloatVectorValues(FieldNames.vector(vector.getKey()));
      if (stored == null || !isAt(stored, doc - leaf.docBase, vector.getValue())) {
        return false;
      }
    }
    return true;
  }

  private static LeafReaderContext leaf(IndexSearcher searcher, int doc) {
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    return leaves.get(ReaderUtil.subIndex(doc, leaves));
  }

  /// Whether a vector is that of a document of a segment.
  static boolean isAt(FloatVectorValues stored, int doc, float[] vector) throws IOException {
    var places = stored.iterator();
    if (places.advance(doc) != doc) {
      return false;
    }
    float[] other = stored.vectorValue(places.index());
    for (int i = 0; i < vector.length; i++) {
      if (!(Math.abs(vector[i] - other[i]) <= TOLERANCE)) {
        return false;
      }
    }
    return vector.length == other.length;
  }
}
