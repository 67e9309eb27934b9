package dev.semblance.search.lane;

import dev.semblance.document.FieldValue;
import dev.semblance.query.Filter;
import dev.semblance.search.index.FieldNames;
import dev.semblance.search.index.LuceneBlock;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.document.LatLonPoint;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.MultiTerms;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;

/// A filter as a Lucene query, which Lucene caches where it is costly and comes again.
public final class FilterQuery {
  private final IndexReader reader;

  private FilterQuery(IndexReader reader) {
    this.reader = reader;
  }

  /// @param filter checked against the schema
  /// @param reader of the index that is searched
  public static Query of(Filter filter, IndexReader reader) throws IOException {
    return new FilterQuery(reader).query(filter);
  }

  /// A query with the scores of `scored`, for documents that satisfy a filter.
  public static Query within(Query filter, Query scored) {
    return isAll(filter)
        ? scored
        : new BooleanQuery.Builder().add(scored, Occur.MUST).add(filter, Occur.FILTER).build();
  }

  /// Whether every document passes.
  static boolean isAll(Query filter) {
    return filter instanceof MatchAllDocsQuery || filter.equals(LuceneBlock.DOCUMENTS);
  }

  private Query query(Filter filter) throws IOException {
    return switch (filter) {
      case Filter.And(List<Filter> conditions) ->
          conditions.isEmpty() ? LuceneBlock.all(reader) : all(queries(conditions));
      case Filter.Or(List<Filter> conditions) ->
          conditions.isEmpty() ? MatchNoDocsQuery.INSTANCE : any(queries(conditions));
      case Filter.Not(Filter condition) ->
          new BooleanQuery.Builder()
              .add(LuceneBlock.all(reader), Occur.FILTER)
              .add(query(condition), Occur.MUST_NOT)
              .build();
      case Filter.In(String field, List<FieldValue> values) ->
          ValueQuery.in(FieldNames.value(field), values);
      case Filter.Range range -> ValueQuery.between(FieldNames.value(range.field()), range);
      case Filter.Exists(String field) -> present(field);
      case Filter.StartsWith(String field, String text) ->
          new PrefixQuery(new Term(FieldNames.value(field), text));
      case Filter.Contains(String field, String text) ->
          new SubstringQuery(FieldNames.value(field), text);
      case Filter.HasTerms(String field, List<String> terms) -> terms(field, terms);
      case Filter.WithinDistance(String field, FieldValue.PointValue center, double meters) ->
          LatLonPoint.newDistanceQuery(
              FieldNames.value(field), center.latitude(), center.longitude(), meters);
      case Filter.WithinBox(
              String field,
              FieldValue.PointValue southWest,
              FieldValue.PointValue northEast) ->
          LatLonPoint.newBoxQuery(
              FieldNames.value(field),
              southWest.latitude(),
              northEast.latitude(),
              southWest.longitude(),
              northEast.longitude());
      case Filter.Ids(List<String> ids) ->
          new TermInSetQuery(FieldNames.ID, ids.stream().map(BytesRef::new).toList());
    };
  }

  private List<Query> queries(List<Filter> filters) throws IOException {
    List<Query> queries = new ArrayList<>(filters.size());
    for (Filter filter : filters) {
      queries.add(query(filter));
    }
    return queries;
  }

  private static Query all(Collection<Query> queries) {
    var all = new BooleanQuery.Builder();
    queries.forEach(query -> all.add(query, Occur.FILTER));
    return all.build();
  }

  private static Query any(Collection<Query> queries) {
    var any = new BooleanQuery.Builder();
    queries.forEach(query -> any.add(query, Occur.SHOULD));
    return any.build();
  }

  private static Query present(String field) {
    return new TermQuery(new Term(FieldNames.PRESENT, field));
  }

  /// A field that weighs more than others has postings of its own. The others share postings, which
  /// give the documents that may have the terms there.
  private Query terms(String field, List<String> terms) throws IOException {
    String own = FieldNames.text(field);
    boolean shared = MultiTerms.getTerms(reader, own) == null;
    List<Query> queries = new ArrayList<>();
    queries.add(present(field));
    for (String term : terms) {
      queries.add(new TermQuery(new Term(shared ? FieldNames.BODY : own, term)));
    }
    Query found = all(queries);
    return shared && !terms.isEmpty() ? new TextTermsQuery(found, field, terms) : found;
  }
}
