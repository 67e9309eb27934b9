package dev.semblance.search.lane;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.LaneQuery;
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

/// Lexical lane: documents with the query's words, scored by BM25.
public final class LexicalLane {
  private static final Sort BY_SCORE_THEN_ID =
      new Sort(SortField.FIELD_SCORE, new SortField(FieldNames.ID, SortField.Type.STRING_VAL));

  private LexicalLane() {}

  /// The documents that match, among those that pass a filter.
  public static Query query(IndexSearcher searcher, LaneQuery.Words words, Query filter)
      throws IOException {
    return FilterQuery.within(filter, WordsQuery.of(words, searcher));
  }

  /// The `depth` documents with the highest scores among those that pass a filter; none where the
  /// query has no words.
  public static List<Candidate> search(
      IndexSearcher searcher, LaneQuery.Words words, Query filter, int depth) throws IOException {
    Query query = query(searcher, words, filter);
    var best =
        searcher.search(query, new TopFieldCollectorManager(BY_SCORE_THEN_ID, depth, null, depth));
    List<Candidate> candidates = new ArrayList<>(best.scoreDocs.length);
    for (ScoreDoc found : best.scoreDocs) {
      Object[] keys = ((FieldDoc) found).fields;
      candidates.add(
          new Candidate(
              ((BytesRef) keys[1]).utf8ToString(), ((Float) keys[0]).doubleValue(), found.doc));
    }
    return candidates;
  }
}
