package dev.semblance.search.lane;

import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.WordClause;
import dev.semblance.search.index.FieldNames;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;

/// The words of a query as a Lucene query, by the definition of [LaneQuery.Words]: each clause over
/// all text fields together, and again over each field that weighs more.
final class WordsQuery {
  private WordsQuery() {}

  /// Documents with words, and their scores.
  public static Query of(LaneQuery.Words words, IndexSearcher searcher) throws IOException {
    var terms = new ClauseTerms(searcher);
    var query = new BooleanQuery.Builder();
    for (WordClause clause : words.required()) {
      query.add(scored(terms.of(clause), words.weights(), terms), Occur.MUST);
    }
    List<ClauseTerms.Found> optional = optional(words, terms);
    for (ClauseTerms.Found clause : optional) {
      query.add(scored(clause, words.weights(), terms), Occur.SHOULD);
    }
    int minimum = Math.max(words.minimum(), words.required().isEmpty() ? 1 : 0);
    if (minimum > optional.size()) {
      return new MatchNoDocsQuery("fewer words than are needed");
    }
    query.setMinimumNumberShouldMatch(minimum);
    for (WordClause clause : words.excluded()) {
      query.add(terms.of(clause).in(FieldNames.BODY, terms), Occur.MUST_NOT);
    }
    return query.build();
  }

  /// The documents that pass a filter and meet none of some clauses.
  static Query without(List<WordClause> excluded, Query filter, IndexSearcher searcher)
      throws IOException {
    if (excluded.isEmpty()) {
      return filter;
    }
    var terms = new ClauseTerms(searcher);
    var query = new BooleanQuery.Builder();
    query.add(filter, Occur.FILTER);
    for (WordClause clause : excluded) {
      query.add(terms.of(clause).in(FieldNames.BODY, terms), Occur.MUST_NOT);
    }
    return query.build();
  }

  /// The optional clauses that a document can meet; of many the rarest.
  private static List<ClauseTerms.Found> optional(LaneQuery.Words words, ClauseTerms terms)
      throws IOException {
    List<ClauseTerms.Found> found = new ArrayList<>();
    for (WordClause clause : words.optional()) {
      ClauseTerms.Found present = terms.of(clause);
      if (!present.isEmpty()) {
        found.add(present);
      }
    }
    if (found.size() <= LaneQuery.Words.MAX_CLAUSES) {
      return found;
    }
    found.sort(Comparator.comparingInt(ClauseTerms.Found::documents));
    return found.subList(0, LaneQuery.Words.MAX_CLAUSES);
  }

  private static Query scored(
      ClauseTerms.Found clause, Map<String, Double> weights, ClauseTerms terms) throws IOException {
    var fields = new BooleanQuery.Builder();
    fields.add(clause.in(FieldNames.BODY, terms), Occur.SHOULD);
    for (Map.Entry<String, Double> field : weights.entrySet()) {
      Query query = clause.in(FieldNames.text(field.getKey()), terms);
      fields.add(ClauseTerms.boosted(query, (float) (field.getValue() - 1)), Occur.SHOULD);
    }
    return fields.build();
  }
}
