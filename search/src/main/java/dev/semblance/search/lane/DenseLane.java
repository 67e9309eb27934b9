package dev.semblance.search.lane;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.LaneQuery;
import dev.semblance.search.index.FieldNames;
import dev.semblance.search.index.LuceneBlock;
import dev.semblance.search.index.PassagePlaces;
import dev.semblance.vector.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.jspecify.annotations.Nullable;

/// Dense lane: approximate nearest vectors by an HNSW graph, scored by cosine. A document with
/// several passages has the score of the best.
///
/// The cosines are computed here once more from the stored vectors: Lucene adds the products in
/// another order once its code is compiled, so that scores would change while the JVM warms up.
public final class DenseLane {
  /// Least number of candidates of the graph search. With 200, as many as a fused search needs, 3 %
  /// of the ten nearest were missed.
  private static final int BREADTH = 500;

  /// Most candidates of the graph search where the nearest passages belong to few documents.
  private static final int MAX_BREADTH = 32_000;

  /// By how much the search becomes broader then.
  private static final int BROADER = 4;

  private DenseLane() {}

  /// The `depth` documents with the largest cosine among those that pass a filter.
  public static List<Candidate> search(
      IndexSearcher searcher, LaneQuery.Nearest query, Query filter, int depth) throws IOException {
    int breadth = Math.max(depth, BREADTH);
    Query passing = passing(searcher, WordsQuery.without(query.excluded(), filter, searcher));
    ScoreDoc[] found = nearest(searcher, query, passing, breadth);
    List<Candidate> candidates = scored(searcher, query, found);
    // Passages of the same documents can fill the result: then it is searched for more.
    while (candidates.size() < depth && found.length == breadth && breadth < MAX_BREADTH) {
      breadth *= BROADER;
      found = nearest(searcher, query, passing, breadth);
      candidates = scored(searcher, query, found);
    }
    candidates.sort(Candidate.BEST_FIRST);
    return candidates.subList(0, Math.min(depth, candidates.size()));
  }

  /// The filter for documents and passages; null where all pass.
  private static @Nullable Query passing(IndexSearcher searcher, Query filter) {
    return FilterQuery.isAll(filter)
        ? null
        : LuceneBlock.hasPassages(searcher.getIndexReader())
            ? new WithPassagesQuery(filter)
            : filter;
  }

  private static ScoreDoc[] nearest(
      IndexSearcher searcher, LaneQuery.Nearest query, @Nullable Query passing, int breadth)
      throws IOException {
    String field = FieldNames.vector(query.vector());
    var nearest = new KnnFloatVectorQuery(field, query.query(), breadth, passing);
    return searcher.search(nearest, breadth).scoreDocs;
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
      var owners = new PassagePlaces(leaf.reader());
      FloatVectorValues vectors =
          leaf.reader().getFloatVectorValues(FieldNames.vector(query.vector()));
      var places = vectors.iterator();
      for (; at < found.length && found[at].doc < end; at++) {
        int doc = found[at].doc - leaf.docBase;
        places.advance(doc);
        double cosine = Vectors.dot(query.query(), vectors.vectorValue(places.index()));
        int document = leaf.docBase + owners.documentOf(doc);
        candidates.add(new Candidate(owners.id(), cosine, document, owners.passage(doc)));
      }
    }
    return LuceneBlock.hasPassages(searcher.getIndexReader())
        ? new ArrayList<>(bestPassages(candidates))
        : candidates;
  }

  /// For each document its passage with the highest score; of equal ones the first.
  private static Collection<Candidate> bestPassages(List<Candidate> passages) {
    Map<Integer, Candidate> best = new HashMap<>();
    passages.forEach(
        passage -> best.merge(passage.ordinal(), passage, (a, b) -> b.score() > a.score() ? b : a));
    return best.values();
  }
}
