package dev.semblance.search.lane;

import dev.semblance.collection.WordClause;
import dev.semblance.collection.WordClause.Alternative;
import dev.semblance.search.index.FieldNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.QueryTimeout;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.BoostAttribute;
import org.apache.lucene.search.FuzzyTermsEnum;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.util.BytesRef;
import org.apache.lucene.util.StringHelper;

/// Finds the terms of an index that begin as a word does, or are similar to it. It ends at the
/// searcher's timeout, which the reader of the results checks. *One thread at a time.*
final class TermExpansion {
  /// Most terms that are looked at for one word.
  private static final int MAX_SCANNED = 200_000;

  /// Terms between two looks at the clock.
  private static final int CLOCK_STEP = 256;

  /// Ends the tag of a language, as in `de|haus`; no word has it.
  private static final byte TAG_END = '|';

  private static final int TAG_LENGTH = 3;

  private final IndexSearcher searcher;

  TermExpansion(IndexSearcher searcher) {
    this.searcher = searcher;
  }

  /// @param documents that have the term
  private record RankedTerm(BytesRef term, float weight, int documents) {
    static final Comparator<RankedTerm> BEST_FIRST =
        Comparator.comparingDouble((RankedTerm ranked) -> -ranked.weight)
            .thenComparingInt(ranked -> -ranked.documents)
            .thenComparing(RankedTerm::term);
  }

  List<ClauseTerms.Single> of(Alternative.BeginsWith beginning) throws IOException {
    Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), FieldNames.BODY);
    if (terms == null) {
      return List.of();
    }
    var start = new BytesRef(beginning.start());
    TermsEnum all = terms.iterator();
    var best = new Best();
    boolean more = all.seekCeil(start) != TermsEnum.SeekStatus.END;
    while (more && StringHelper.startsWith(all.term(), start) && best.goesOn()) {
      if (isTagged(all.term())) {
        more = all.seekCeil(afterTag(all.term())) != TermsEnum.SeekStatus.END;
      } else {
        best.add(all.term(), beginning.weight(), all.docFreq());
        more = all.next() != null;
      }
    }
    return best.singles();
  }

  List<ClauseTerms.Single> of(Alternative.Similar similar) throws IOException {
    Terms terms = MultiTerms.getTerms(searcher.getIndexReader(), FieldNames.BODY);
    if (terms == null) {
      return List.of();
    }
    var word = new Term(FieldNames.BODY, similar.word());
    TermsEnum all = new FuzzyTermsEnum(terms, word, similar.edits(), 1, true);
    BoostAttribute boost = all.attributes().addAttribute(BoostAttribute.class);
    var best = new Best();
    for (BytesRef term = all.next(); term != null && best.goesOn(); term = all.next()) {
      if (!isTagged(term)) {
        best.add(term, similar.weight() * boost.getBoost(), all.docFreq());
      }
    }
    return best.singles();
  }

  private static boolean isTagged(BytesRef term) {
    return term.length >= TAG_LENGTH && term.bytes[term.offset + TAG_LENGTH - 1] == TAG_END;
  }

  private static BytesRef afterTag(BytesRef term) {
    var next = new BytesRef(TAG_LENGTH);
    System.arraycopy(term.bytes, term.offset, next.bytes, 0, TAG_LENGTH - 1);
    next.bytes[TAG_LENGTH - 1] = TAG_END + 1;
    next.length = TAG_LENGTH;
    return next;
  }

  /// The best of the terms that were looked at.
  private final class Best {
    private final PriorityQueue<RankedTerm> worstFirst =
        new PriorityQueue<>(RankedTerm.BEST_FIRST.reversed());
    private int scanned;

    boolean goesOn() {
      QueryTimeout timeout = searcher.getTimeout();
      boolean late = scanned % CLOCK_STEP == 0 && timeout != null && timeout.shouldExit();
      return scanned++ < MAX_SCANNED && !late;
    }

    void add(BytesRef term, float weight, int documents) {
      worstFirst.add(new RankedTerm(BytesRef.deepCopyOf(term), weight, documents));
      if (worstFirst.size() > WordClause.MAX_EXPANSIONS) {
        worstFirst.remove();
      }
    }

    List<ClauseTerms.Single> singles() {
      List<RankedTerm> sorted = new ArrayList<>(worstFirst);
      sorted.sort(RankedTerm.BEST_FIRST);
      return sorted.stream()
          .map(ranked -> new ClauseTerms.Single(ranked.term().utf8ToString(), ranked.weight()))
          .toList();
    }
  }
}
