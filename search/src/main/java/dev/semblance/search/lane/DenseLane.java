package dev.semblance.search.lane;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.LaneQuery;
import dev.semblance.search.index.FieldNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.ScoreDoc;

/// Dense lane: approximate nearest vectors by an HNSW graph, scored by cosine.
public final class DenseLane {
  /// Least number of candidates of the graph search. With 200, as many as a fused search needs, 3 %
  /// of the ten nearest were missed.
  private static final int BREADTH = 500;

  private DenseLane() {}

  /// The `depth` documents with the largest cosine.
  public static List<Candidate> search(IndexSearcher searcher, LaneQuery.Nearest query, int depth)
      throws IOException {
    var nearest = new KnnFloatVectorQuery(query.vector(), query.query(), Math.max(depth, BREADTH));
    List<Candidate> candidates = withIds(searcher, searcher.search(nearest, depth).scoreDocs);
    candidates.sort(Candidate.BEST_FIRST);
    return candidates;
  }

  /// Doc values are read forwards only, so this goes by ascending document numbers.
  private static List<Candidate> withIds(IndexSearcher searcher, ScoreDoc[] found)
      throws IOException {
    Arrays.sort(found, Comparator.comparingInt(hit -> hit.doc));
    List<Candidate> candidates = new ArrayList<>(found.length);
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    for (int at = 0; at < found.length; ) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(found[at].doc, leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      var ids = DocValues.getBinary(leaf.reader(), FieldNames.ID);
      for (; at < found.length && found[at].doc < end; at++) {
        ids.advanceExact(found[at].doc - leaf.docBase);
        candidates.add(
            new Candidate(
                ids.binaryValue().utf8ToString(), cosine(found[at].score), found[at].doc));
      }
    }
    return candidates;
  }

  /// Lucene scores a dot product as (1 + cosine) / 2, so that scores are never negative.
  private static double cosine(float score) {
    return 2.0 * score - 1.0;
  }
}
