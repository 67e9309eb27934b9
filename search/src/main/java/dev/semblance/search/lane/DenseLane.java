package dev.semblance.search.lane;

import dev.semblance.collection.Lane;
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
import org.apache.lucene.util.BytesRef;

/// Documents by the nearness of their vectors, scored by cosine.
public final class DenseLane {
  private static final Comparator<Ranking.Candidate> BY_SCORE_THEN_ID =
      Comparator.comparingDouble(Ranking.Candidate::score)
          .reversed()
          .thenComparing(Ranking.Candidate::id);

  /// Fewest candidates the graph is walked with: with 200, as many as a fused search needs, 3 % of
  /// the ten nearest were missed.
  private static final int BREADTH = 500;

  private DenseLane() {}

  /// The `window` documents nearest to a vector `[k]` of length 1.
  public static Ranking search(IndexSearcher searcher, float[] vector, int window)
      throws IOException {
    var nearest = new KnnFloatVectorQuery(FieldNames.VECTOR, vector, Math.max(window, BREADTH));
    var best = searcher.search(nearest, window);
    List<Ranking.Candidate> candidates = withIds(searcher, best.scoreDocs);
    candidates.sort(BY_SCORE_THEN_ID);
    return new Ranking(Lane.DENSE, candidates);
  }

  /// Doc values are read forwards only, so in the order of the documents' numbers.
  private static List<Ranking.Candidate> withIds(IndexSearcher searcher, ScoreDoc[] found)
      throws IOException {
    Arrays.sort(found, Comparator.comparingInt(hit -> hit.doc));
    List<Ranking.Candidate> candidates = new ArrayList<>(found.length);
    List<LeafReaderContext> leaves = searcher.getIndexReader().leaves();
    for (int at = 0; at < found.length; ) {
      LeafReaderContext leaf = leaves.get(ReaderUtil.subIndex(found[at].doc, leaves));
      int end = leaf.docBase + leaf.reader().maxDoc();
      var ids = DocValues.getBinary(leaf.reader(), FieldNames.ID);
      for (; at < found.length && found[at].doc < end; at++) {
        ids.advanceExact(found[at].doc - leaf.docBase);
        candidates.add(
            new Ranking.Candidate(
                found[at].doc, BytesRef.deepCopyOf(ids.binaryValue()), cosine(found[at].score)));
      }
    }
    return candidates;
  }

  /// Lucene scores a dot product as (1 + cosine) / 2, so that scores are never negative.
  private static double cosine(float score) {
    return 2.0 * score - 1.0;
  }
}
