package dev.semblance.search.lane;

import dev.semblance.collection.Lane;
import dev.semblance.search.index.FieldNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.util.BytesRef;

/// Documents by their words, scored by BM25.
public final class LexicalLane {
  private static final Sort BY_SCORE_THEN_ID =
      new Sort(SortField.FIELD_SCORE, new SortField(FieldNames.ID, SortField.Type.STRING_VAL));

  private LexicalLane() {}

  /// The `window` best documents for the words of `text`; none when it holds no words.
  public static Ranking search(IndexSearcher searcher, String text, int window) throws IOException {
    Query query = WordQuery.of(text, searcher.getIndexReader());
    var best =
        searcher.search(
            query, new TopFieldCollectorManager(BY_SCORE_THEN_ID, window, null, window));
    List<Ranking.Candidate> candidates = new ArrayList<>(best.scoreDocs.length);
    for (ScoreDoc found : best.scoreDocs) {
      Object[] keys = ((FieldDoc) found).fields;
      candidates.add(
          new Ranking.Candidate(found.doc, (BytesRef) keys[1], ((Float) keys[0]).doubleValue()));
    }
    return new Ranking(Lane.LEXICAL, candidates);
  }
}
