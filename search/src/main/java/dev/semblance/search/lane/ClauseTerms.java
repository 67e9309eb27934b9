package dev.semblance.search.lane;

import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.WordClause;
import dev.semblance.collection.WordClause.Alternative;
import dev.semblance.search.index.FieldNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.TermStates;
import org.apache.lucene.search.BlendedTermQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// Finds the terms of clauses in an index. *One thread at a time.*
final class ClauseTerms {
  private final IndexSearcher searcher;
  private final TermExpansion expansion;
  private int similarLeft = LaneQuery.Words.MAX_SIMILAR;

  ClauseTerms(IndexSearcher searcher) {
    this.searcher = searcher;
    expansion = new TermExpansion(searcher);
  }

  /// A term of the index.
  ///
  /// @param weight factor on its score
  record Single(String term, float weight) {}

  /// The alternatives of a clause that documents have.
  ///
  /// @param documents that have the most frequent of them
  record Found(
      List<Single> singles, List<Alternative.Adjacent> phrases, int documents, float weight) {
    boolean isEmpty() {
      return singles.isEmpty() && phrases.isEmpty();
    }

    /// Documents with one of the alternatives in a field.
    Query in(String field, ClauseTerms terms) throws IOException {
      List<Query> queries = new ArrayList<>();
      terms.addSingles(field, singles, queries);
      for (Alternative.Adjacent phrase : phrases) {
        String[] words = phrase.terms().toArray(String[]::new);
        queries.add(boosted(new PhraseQuery(field, words), phrase.weight()));
      }
      return switch (queries.size()) {
        case 0 -> new MatchNoDocsQuery("no document has the word");
        case 1 -> boosted(queries.getFirst(), weight);
        default -> boosted(new DisjunctionMaxQuery(queries, 0), weight);
      };
    }
  }

  static Query boosted(Query query, float weight) {
    return weight == 1 ? query : new BoostQuery(query, weight);
  }

  /// The alternatives that documents have, or those for which the clause says otherwise.
  Found of(WordClause clause) throws IOException {
    Found found = of(clause.alternatives(), clause.weight());
    return found.isEmpty() && !clause.otherwise().isEmpty() && similarLeft-- > 0
        ? of(clause.otherwise(), clause.weight())
        : found;
  }

  private Found of(List<Alternative> alternatives, float weight) throws IOException {
    List<Single> singles = new ArrayList<>();
    List<Alternative.Adjacent> phrases = new ArrayList<>();
    int documents = 0;
    for (Alternative alternative : alternatives) {
      switch (alternative) {
        case Alternative.Adjacent words when words.terms().size() == 1 -> {
          String term = words.terms().getFirst();
          int with = documents(term);
          if (with > 0) {
            singles.add(new Single(term, words.weight()));
            documents = Math.max(documents, with);
          }
        }
        case Alternative.Adjacent words -> {
          int with = Integer.MAX_VALUE;
          for (String term : words.terms()) {
            with = Math.min(with, documents(term));
          }
          if (with > 0) {
            phrases.add(words);
            documents = Math.max(documents, with);
          }
        }
        case Alternative.BeginsWith beginning -> singles.addAll(expansion.of(beginning));
        case Alternative.Similar similar -> singles.addAll(expansion.of(similar));
      }
    }
    return new Found(singles, phrases, documents, weight);
  }

  private int documents(String term) throws IOException {
    return searcher.getIndexReader().docFreq(new Term(FieldNames.BODY, term));
  }

  /// The best of several terms counts, with the statistics of the most frequent.
  private void addSingles(String field, List<Single> singles, List<Query> queries)
      throws IOException {
    List<Single> present = new ArrayList<>();
    List<TermStates> states = new ArrayList<>();
    for (Single single : singles) {
      TermStates state = TermStates.build(searcher, new Term(field, single.term()), true);
      if (state.docFreq() > 0) {
        present.add(single);
        states.add(state);
      }
    }
    if (present.size() == 1) {
      Single only = present.getFirst();
      queries.add(
          boosted(new TermQuery(new Term(field, only.term()), states.getFirst()), only.weight()));
    } else if (present.size() > 1) {
      var blended = new BlendedTermQuery.Builder();
      blended.setRewriteMethod(new BlendedTermQuery.DisjunctionMaxRewrite(0));
      for (int i = 0; i < present.size(); i++) {
        Single single = present.get(i);
        blended.add(new Term(field, single.term()), single.weight(), states.get(i));
      }
      queries.add(blended.build());
    }
  }
}
