package dev.semblance.search.lane;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.LaneQuery;
import dev.semblance.search.index.FieldNames;
import dev.semblance.vector.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;

/// Dense lane: approximate nearest vectors by an HNSW graph, scored by cosine.
///
/// The cosines are computed here once more from the stored vectors: Lucene adds the products in
/// another order once its code is compiled, so that scores would change while the JVM warms up.
public final class DenseLane {
  /// Least number of candidates of the graph search. With 200, as many as a fused search needs, 3 %
  /// of the ten nearest were missed.
  private static final int BREADTH = 500;

  private DenseLane() {}

  /// The `depth` documents with the largest cosine among those that pass a filter.
  public static List<Candidate> search(
      IndexSearcher searcher, LaneQuery.Nearest query, Query filter, int depth) throws IOException {
    int breadth = Math.max(depth, BREADTH);
    String field = FieldNames.vector(query.vector());
    var nearest =
        filter instanceof MatchAllDocsQuery
            ? new KnnFloatVectorQuery(field, query.query(), breadth)
            : new KnnFloatVectorQuery(field, query.query(), breadth, filter);
    List<Candidate> candidates =
        scored(searcher, query, searcher.search(nearest, breadth).scoreDocs);
    candidates.sort(Candidate.BEST_FIRST);
    return candidates.subList(0, Math.min(depth, candidates.size()));
  }

  /// Doc values are read forwards only, so this goes by ascending document numbers.
  private static List<Candidate> scored(
      IndexSearcher searcher, LaneQuery.Nearest query, ScoreDoc[] found) throws IOException {
    Arrays.sort(found, Comparator.comparingInt(hit -> hit.doc));
    List<Candidate> candidates = new ArrayList<>(found.length);
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    for (int at = 0; at < found.length; ) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(found[at].doc, leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      var ids = DocValues.getBinary(leaf.reader(), FieldNames.ID);
      FloatVectorValues vectors =
          leaf.reader().getFloatVectorValues(FieldNames.vector(query.vector()));
      var places = vectors.iterator();
      for (; at < found.length && found[at].doc < end; at++) {
        int doc = found[at].doc - leaf.docBase;
        ids.advanceExact(doc);
        places.advance(doc);
        double cosine = Vectors.dot(query.query(), vectors.vectorValue(places.index()));
        candidates.add(new Candidate(ids.binaryValue().utf8ToString(), cosine, found[at].doc));
      }
    }
    return candidates;
  }
}
