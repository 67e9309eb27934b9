package dev.semblance.search.lane;

import dev.semblance.collection.Candidate;
import dev.semblance.search.index.FieldNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.Scorer;
import org.apache.lucene.search.Weight;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.FixedBitSet;
import org.jspecify.annotations.Nullable;

/// The documents of a query in the order of their ids, from the terms of the ids: a page costs its
/// own documents and no earlier ones.
public final class IdOrder {
  private final PriorityQueue<LeafIds> segments =
      new PriorityQueue<>(Comparator.comparing(LeafIds::id));

  private IdOrder() {}

  /// @param filter which documents
  /// @param afterId the first ones after this id; empty for the first of all
  /// @param count most documents
  public static List<Candidate> scan(
      IndexSearcher searcher, Query filter, String afterId, int count) throws IOException {
    var order = new IdOrder();
    Query rewritten = searcher.rewrite(filter);
    Weight weight = searcher.createWeight(rewritten, ScoreMode.COMPLETE_NO_SCORES, 1);
    for (LeafReaderContext leaf : searcher.getIndexReader().leaves()) {
      Bits passing = rewritten instanceof MatchAllDocsQuery ? all(leaf) : passing(weight, leaf);
      Terms ids = leaf.reader().terms(FieldNames.ID);
      if (ids != null && passing != null) {
        order.add(new LeafIds(leaf, ids.iterator(), passing), afterId);
      }
    }
    return order.first(count);
  }

  private static Bits all(LeafReaderContext leaf) {
    return new Bits.MatchAllBits(leaf.reader().maxDoc());
  }

  /// Null where no document passes.
  private static @Nullable Bits passing(Weight filter, LeafReaderContext leaf) throws IOException {
    Scorer scorer = filter.scorer(leaf);
    if (scorer == null) {
      return null;
    }
    var passing = new FixedBitSet(leaf.reader().maxDoc());
    passing.or(scorer.iterator());
    return passing;
  }

  private void add(LeafIds segment, String afterId) throws IOException {
    if (segment.seek(new BytesRef(afterId))) {
      segments.add(segment);
    }
  }

  private List<Candidate> first(int count) throws IOException {
    List<Candidate> found = new ArrayList<>();
    while (found.size() < count) {
      LeafIds next = segments.poll();
      if (next == null) {
        break;
      }
      int doc = next.passingDoc();
      if (doc >= 0) {
        found.add(new Candidate(next.id().utf8ToString(), 0, doc));
      }
      if (next.advance()) {
        segments.add(next);
      }
    }
    return found;
  }

  /// The ids of one segment, in their order.
  private static final class LeafIds {
    private final LeafReaderContext leaf;
    private final TermsEnum terms;
    private final Bits passing;
    private BytesRef id = new BytesRef();
    private @Nullable PostingsEnum postings;

    LeafIds(LeafReaderContext leaf, TermsEnum terms, Bits passing) {
      this.leaf = leaf;
      this.terms = terms;
      this.passing = passing;
    }

    BytesRef id() {
      return id;
    }

    /// Goes to the first id above one; false where there is none.
    boolean seek(BytesRef after) throws IOException {
      TermsEnum.SeekStatus status = terms.seekCeil(after);
      return switch (status) {
        case END -> false;
        case FOUND -> advance();
        case NOT_FOUND -> at(terms.term());
      };
    }

    boolean advance() throws IOException {
      return at(terms.next());
    }

    private boolean at(@Nullable BytesRef term) {
      if (term == null) {
        return false;
      }
      id = term;
      return true;
    }

    /// The document of the id in the whole index, where it is not deleted and passes; -1 elsewhere.
    int passingDoc() throws IOException {
      Bits live = leaf.reader().getLiveDocs();
      postings = terms.postings(postings, PostingsEnum.NONE);
      for (int doc = postings.nextDoc();
          doc != DocIdSetIterator.NO_MORE_DOCS;
          doc = postings.nextDoc()) {
        if ((live == null || live.get(doc)) && passing.get(doc)) {
          return leaf.docBase + doc;
        }
      }
      return -1;
    }
  }
}
