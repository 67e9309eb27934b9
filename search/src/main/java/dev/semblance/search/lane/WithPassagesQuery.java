package dev.semblance.search.lane;

import dev.semblance.search.index.PassagePlaces;
import java.io.IOException;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.search.ConstantScoreScorerSupplier;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.BitSetIterator;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/// The documents of a query and their passages. Immutable.
final class WithPassagesQuery extends Query {
  private final Query documents;

  /// @param documents finds documents and no passages
  WithPassagesQuery(Query documents) {
    this.documents = documents;
  }

  @Override
  public Query rewrite(IndexSearcher searcher) throws IOException {
    Query rewritten = documents.rewrite(searcher);
    return rewritten.equals(documents) ? this : new WithPassagesQuery(rewritten);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode scoreMode, float boost)
      throws IOException {
    Weight found = searcher.createWeight(documents, ScoreMode.COMPLETE_NO_SCORES, 1);
    return new ConstantScoreWeight(this, boost) {
      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        Scorer scorer = found.scorer(leaf);
        if (scorer == null) {
          return null;
        }
        FixedBitSet all = withPassages(leaf.reader(), scorer.iterator());
        return ConstantScoreScorerSupplier.fromIterator(
            new BitSetIterator(all, all.cardinality()), score(), scoreMode, all.length());
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return found.isCacheable(leaf);
      }
    };
  }

  private static FixedBitSet withPassages(LeafReader segment, DocIdSetIterator documents)
      throws IOException {
    var all = new FixedBitSet(segment.maxDoc());
    all.or(documents);
    DocIdSetIterator passages = PassagePlaces.all(segment);
    var places = new PassagePlaces(segment);
    for (int doc = passages.nextDoc();
        doc != DocIdSetIterator.NO_MORE_DOCS;
        doc = passages.nextDoc()) {
      if (all.get(places.documentOf(doc))) {
        all.set(doc);
      }
    }
    return all;
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String field) {
    return "with passages " + documents.toString(field);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WithPassagesQuery query && documents.equals(query.documents);
  }

  @Override
  public int hashCode() {
    return 31 * documents.hashCode() + 1;
  }
}
