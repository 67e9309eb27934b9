package dev.semblance.search.index;

import dev.semblance.collection.StoredEntry;
import dev.semblance.document.FieldSpan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.FieldExistsQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.util.BytesRef;

/// Lucene's documents of a document and its passages: written and deleted together. [FieldNames]
/// describes them.
public final class LuceneBlock {
  /// Documents without their passages.
  public static final Query DOCUMENTS = new FieldExistsQuery(FieldNames.ID);

  private LuceneBlock() {}

  /// Whether there are passages: whether a Lucene document may be one.
  public static boolean hasPassages(IndexReader reader) {
    for (LeafReaderContext leaf : reader.leaves()) {
      if (leaf.reader().getFieldInfos().fieldInfo(FieldNames.PASSAGE_OF) != null) {
        return true;
      }
    }
    return false;
  }

  /// Every document, and no passage.
  public static Query all(IndexReader reader) {
    return hasPassages(reader) ? DOCUMENTS : MatchAllDocsQuery.INSTANCE;
  }

  /// How many documents there are, their passages not counted.
  static long documents(IndexSearcher searcher) throws IOException {
    IndexReader reader = searcher.getIndexReader();
    return hasPassages(reader) ? searcher.count(DOCUMENTS) : reader.numDocs();
  }

  /// Writes an entry, replacing the document of its id and its passages.
  static void update(IndexWriter writer, StoredEntry entry) throws IOException {
    Term key = LuceneDocument.key(entry.document().id());
    writer.deleteDocuments(passagesOf(entry.document().id()));
    Document document = LuceneDocument.of(entry);
    if (entry.passages().isEmpty()) {
      writer.updateDocument(key, document);
      return;
    }
    List<Document> block = new ArrayList<>();
    entry
        .passages()
        .forEach((name, passages) ->
            passages.forEach(passage -> block.add(passage(entry, name, passage))));
    block.add(document);
    writer.updateDocuments(key, block);
  }

  static void delete(IndexWriter writer, String id) throws IOException {
    writer.deleteDocuments(LuceneDocument.key(id), passagesOf(id));
  }

  static Term passagesOf(String id) {
    return new Term(FieldNames.PASSAGE_OF, id);
  }

  private static Document passage(
      StoredEntry entry, String vector, StoredEntry.PassageVector passage) {
    FieldSpan place = passage.passage();
    var lucene = new Document();
    lucene.add(new StringField(FieldNames.PASSAGE_OF, entry.document().id(), Field.Store.NO));
    lucene.add(new SortedDocValuesField(FieldNames.PASSAGE_FIELD, new BytesRef(place.field())));
    lucene.add(new NumericDocValuesField(FieldNames.PASSAGE_START, place.start()));
    lucene.add(new NumericDocValuesField(FieldNames.PASSAGE_END, place.end()));
    lucene.add(LuceneDocument.vector(vector, passage.vector()));
    return lucene;
  }
}
