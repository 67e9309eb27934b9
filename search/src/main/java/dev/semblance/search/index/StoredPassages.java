package dev.semblance.search.index;

import dev.semblance.collection.StoredEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.jspecify.annotations.Nullable;

/// Compares the stored passages of a document with those that are to be written.
final class StoredPassages {
  private StoredPassages() {}

  /// Whether a document has exactly the passages of an entry, but for the last digits of vectors.
  ///
  /// @param doc number of the document in the index
  static boolean areSame(LeafReaderContext leaf, int doc, StoredEntry entry) throws IOException {
    List<Integer> stored = passages(leaf.reader(), entry.document().id());
    int count = entry.passages().values().stream().mapToInt(List::size).sum();
    int first = doc - leaf.docBase - count;
    if (stored.size() != count || (count > 0 && stored.getFirst() != first)) {
      return false;
    }
    PassagePlaces places = new PassagePlaces(leaf.reader());
    for (Map.Entry<String, List<StoredEntry.PassageVector>> vector : entry.passages().entrySet()) {
      FloatVectorValues values =
          leaf.reader().getFloatVectorValues(FieldNames.vector(vector.getKey()));
      for (StoredEntry.PassageVector passage : vector.getValue()) {
        if (!isAt(values, places, first, passage)) {
          return false;
        }
        first++;
      }
    }
    return true;
  }

  private static boolean isAt(
      @Nullable FloatVectorValues values,
      PassagePlaces places,
      int doc,
      StoredEntry.PassageVector passage)
      throws IOException {
    return values != null
        && passage.passage().equals(places.passage(doc))
        && StoredState.isAt(values, doc, passage.vector());
  }

  /// The live passages of a document in a segment, ascending.
  private static List<Integer> passages(LeafReader segment, String id) throws IOException {
    List<Integer> docs = new ArrayList<>();
    PostingsEnum postings = segment.postings(LuceneBlock.passagesOf(id), PostingsEnum.NONE);
    Bits live = segment.getLiveDocs();
    while (postings != null && postings.nextDoc() != DocIdSetIterator.NO_MORE_DOCS) {
      if (live == null || live.get(postings.docID())) {
        docs.add(postings.docID());
      }
    }
    return docs;
  }
}
