package dev.semblance.search.lane;

import dev.semblance.search.analysis.TextAnalysis;
import dev.semblance.search.index.StoredTexts;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.StoredFields;
import org.apache.lucene.search.ConstantScoreScorer;
import org.apache.lucene.search.ConstantScoreWeight;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.QueryVisitor;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.ScorerSupplier;
import org.apache.lucene.search.TwoPhaseIterator;
import org.apache.lucene.search.Weight;
import org.jspecify.annotations.Nullable;

/// Documents that have terms in one text field, among those that have them in any: the stored text
/// decides, analyzed again.
final class TextTermsQuery extends Query {
  /// Cost of a check, in comparisons of numbers: a stored text is read and analyzed.
  private static final float CHECK_COST = 20_000;

  private final Query candidates;
  private final String field;
  private final List<String> terms;

  TextTermsQuery(Query candidates, String field, List<String> terms) {
    this.candidates = candidates;
    this.field = field;
    this.terms = List.copyOf(terms);
  }

  @Override
  public Query rewrite(IndexSearcher searcher) throws IOException {
    Query rewritten = candidates.rewrite(searcher);
    return rewritten.equals(candidates) ? this : new TextTermsQuery(rewritten, field, terms);
  }

  @Override
  public Weight createWeight(IndexSearcher searcher, ScoreMode mode, float boost)
      throws IOException {
    Weight found = candidates.createWeight(searcher, ScoreMode.COMPLETE_NO_SCORES, boost);
    return new ConstantScoreWeight(this, boost) {
      @Override
      public @Nullable ScorerSupplier scorerSupplier(LeafReaderContext leaf) throws IOException {
        ScorerSupplier some = found.scorerSupplier(leaf);
        return some == null ? null : new Checked(some, leaf.reader().storedFields(), mode);
      }

      @Override
      public boolean isCacheable(LeafReaderContext leaf) {
        return found.isCacheable(leaf);
      }
    };
  }

  /// Checks the documents that another scorer finds.
  private final class Checked extends ScorerSupplier {
    private final ScorerSupplier found;
    private final StoredFields stored;
    private final ScoreMode mode;

    Checked(ScorerSupplier found, StoredFields stored, ScoreMode mode) {
      this.found = found;
      this.stored = stored;
      this.mode = mode;
    }

    @Override
    public Scorer get(long leadCost) throws IOException {
      DocIdSetIterator docs = found.get(leadCost).iterator();
      return new ConstantScoreScorer(
          1,
          mode,
          new TwoPhaseIterator(docs) {
            @Override
            public boolean matches() throws IOException {
              return hasTerms(stored, docs.docID());
            }

            @Override
            public float matchCost() {
              return CHECK_COST;
            }
          });
    }

    @Override
    public long cost() {
      return found.cost();
    }
  }

  private boolean hasTerms(StoredFields stored, int doc) throws IOException {
    Set<String> missing = new HashSet<>(terms);
    for (String text : StoredTexts.of(stored, doc, field)) {
      for (String term : TextAnalysis.document(text).terms()) {
        missing.remove(term);
      }
    }
    return missing.isEmpty();
  }

  @Override
  public void visit(QueryVisitor visitor) {
    visitor.visitLeaf(this);
  }

  @Override
  public String toString(String unused) {
    return field + ":" + terms;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TextTermsQuery query
        && field.equals(query.field)
        && terms.equals(query.terms)
        && candidates.equals(query.candidates);
  }

  @Override
  public int hashCode() {
    return Objects.hash(field, terms, candidates);
  }
}
