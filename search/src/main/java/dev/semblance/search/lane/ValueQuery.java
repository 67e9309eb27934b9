package dev.semblance.search.lane;

import dev.semblance.document.FieldValue;
import dev.semblance.query.Filter;
import java.util.List;
import org.apache.lucene.document.DoubleField;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongField;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermRangeQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;

/// Queries for values of a field: equal ones, and ranges.
final class ValueQuery {
  private ValueQuery() {}

  /// @param field of the Lucene document
  /// @param values of one type
  static Query in(String field, List<FieldValue> values) {
    if (values.isEmpty()) {
      return MatchNoDocsQuery.INSTANCE;
    }
    return switch (values.getFirst()) {
      case FieldValue.IntegerValue _, FieldValue.DateValue _ ->
          LongField.newSetQuery(field, values.stream().mapToLong(ValueQuery::whole).toArray());
      case FieldValue.NumberValue _ ->
          DoubleField.newSetQuery(field, values.stream().mapToDouble(ValueQuery::number).toArray());
      case FieldValue.KeywordValue _, FieldValue.BooleanValue _, FieldValue.PointValue _ ->
          new TermInSetQuery(field, values.stream().map(ValueQuery::term).toList());
    };
  }

  /// @param field of the Lucene document
  static Query between(String field, Filter.Range range) {
    Filter.Endpoint from = range.from();
    Filter.Endpoint to = range.to();
    return switch ((from == null ? endpoint(to) : from).value()) {
      case FieldValue.IntegerValue _, FieldValue.DateValue _ -> whole(field, from, to);
      case FieldValue.NumberValue _ -> number(field, from, to);
      case FieldValue.KeywordValue _, FieldValue.BooleanValue _, FieldValue.PointValue _ ->
          new TermRangeQuery(
              field,
              from == null ? null : term(from.value()),
              to == null ? null : term(to.value()),
              from == null || from.inclusive(),
              to == null || to.inclusive());
    };
  }

  private static Filter.Endpoint endpoint(Filter.@Nullable Endpoint given) {
    if (given == null) {
      throw new IllegalArgumentException("a range without bounds");
    }
    return given;
  }

  private static Query whole(
      String field, Filter.@Nullable Endpoint from, Filter.@Nullable Endpoint to) {
    long least = from == null ? Long.MIN_VALUE : whole(from.value());
    long most = to == null ? Long.MAX_VALUE : whole(to.value());
    boolean above = from != null && !from.inclusive();
    boolean below = to != null && !to.inclusive();
    if ((above && least == Long.MAX_VALUE) || (below && most == Long.MIN_VALUE)) {
      return MatchNoDocsQuery.INSTANCE;
    }
    least += above ? 1 : 0;
    most -= below ? 1 : 0;
    return least > most ? MatchNoDocsQuery.INSTANCE : LongField.newRangeQuery(field, least, most);
  }

  private static Query number(
      String field, Filter.@Nullable Endpoint from, Filter.@Nullable Endpoint to) {
    double least = from == null ? Double.NEGATIVE_INFINITY : number(from.value());
    double most = to == null ? Double.POSITIVE_INFINITY : number(to.value());
    least = from != null && !from.inclusive() ? DoublePoint.nextUp(least) : least;
    most = to != null && !to.inclusive() ? DoublePoint.nextDown(most) : most;
    return Double.compare(least, most) > 0
        ? MatchNoDocsQuery.INSTANCE
        : DoubleField.newRangeQuery(field, least, most);
  }

  private static long whole(FieldValue value) {
    return switch (value) {
      case FieldValue.IntegerValue(long number) -> number;
      case FieldValue.DateValue(var time) -> time.toEpochMilli();
      case FieldValue.KeywordValue _,
          FieldValue.NumberValue _,
          FieldValue.BooleanValue _,
          FieldValue.PointValue _ ->
          throw unchecked(value);
    };
  }

  private static double number(FieldValue value) {
    if (value instanceof FieldValue.NumberValue(double number)) {
      return number;
    }
    throw unchecked(value);
  }

  private static BytesRef term(FieldValue value) {
    return switch (value) {
      case FieldValue.KeywordValue(String text) -> new BytesRef(text);
      case FieldValue.BooleanValue(boolean truth) -> new BytesRef(Boolean.toString(truth));
      case FieldValue.IntegerValue _,
          FieldValue.NumberValue _,
          FieldValue.DateValue _,
          FieldValue.PointValue _ ->
          throw unchecked(value);
    };
  }

  private static IllegalArgumentException unchecked(FieldValue value) {
    return new IllegalArgumentException("the filter was not checked: " + value);
  }
}
