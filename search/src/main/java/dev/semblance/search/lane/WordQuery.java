package dev.semblance.search.lane;

import dev.semblance.collection.LaneQuery;
import dev.semblance.search.index.FieldNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/// The terms of a query as a Lucene query, by the definition of [LaneQuery.QueryTerms]: a
/// disjunction over all text fields together, and again over each field that weighs more.
final class WordQuery {
  /// Maximum number of different terms that are looked up; of a longer query, the rarest.
  private static final int MAX_TERMS = 256;

  private WordQuery() {}

  static Query of(LaneQuery.QueryTerms words, IndexReader reader) throws IOException {
    var query = new BooleanQuery.Builder();
    for (QueryTerm term : terms(words.counts(), reader)) {
      add(query, FieldNames.BODY, term, 1);
      words
          .weights()
          .forEach(
              (field, weight) -> add(query, FieldNames.text(field), term, (float) (weight - 1)));
    }
    return query.build();
  }

  private static void add(BooleanQuery.Builder query, String field, QueryTerm term, float weight) {
    query.add(
        new BoostQuery(new TermQuery(new Term(field, term.term)), weight * term.count),
        BooleanClause.Occur.SHOULD);
  }

  /// The terms that occur in any document.
  private static List<QueryTerm> terms(Map<String, Integer> counts, IndexReader reader)
      throws IOException {
    List<QueryTerm> terms = new ArrayList<>();
    for (Map.Entry<String, Integer> count : counts.entrySet()) {
      int documents = reader.docFreq(new Term(FieldNames.BODY, count.getKey()));
      if (documents > 0) {
        terms.add(new QueryTerm(count.getKey(), count.getValue(), documents));
      }
    }
    if (terms.size() > MAX_TERMS) {
      terms.sort(Comparator.comparingInt(QueryTerm::documents));
    }
    return terms.subList(0, Math.min(terms.size(), MAX_TERMS));
  }

  /// @param count how often the query contains it
  /// @param documents how many documents contain it
  private record QueryTerm(String term, int count, int documents) {}
}
