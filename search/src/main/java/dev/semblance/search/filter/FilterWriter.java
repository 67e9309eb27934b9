package dev.semblance.search.filter;

import dev.semblance.document.FieldValue;
import dev.semblance.document.FieldValue.PointValue;
import dev.semblance.query.Filter;
import dev.semblance.query.Filter.Endpoint;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/// Writes filters by the grammar of [FilterText]. *One thread at a time.*
///
/// @param out receives the text
record FilterWriter(StringBuilder out) {

  void write(Filter filter) {
    switch (filter) {
      case Filter.And(List<Filter> conditions) -> join(conditions, " AND ", "ALL");
      case Filter.Or(List<Filter> conditions) -> join(conditions, " OR ", "NONE");
      case Filter.Not(Filter condition) -> {
        out.append("NOT ");
        nested(condition);
      }
      case Filter.In(String field, List<FieldValue> values) -> {
        if (values.size() == 1) {
          field(field).append(" = ");
          value(values.getFirst());
        } else {
          field(field).append(" IN (");
          list(values);
          out.append(')');
        }
      }
      case Filter.Range range -> range(range);
      case Filter.Exists(String field) -> field(field).append(" EXISTS");
      case Filter.StartsWith(String field, String text) ->
          quoted(field(field).append(" STARTS WITH "), text);
      case Filter.Contains(String field, String text) ->
          quoted(field(field).append(" CONTAINS "), text);
      case Filter.HasTerms(String field, List<String> terms) ->
          quoted(field(field).append(" CONTAINS "), String.join(" ", terms));
      case Filter.WithinDistance(String field, PointValue center, double meters) ->
          point(field(field).append(" WITHIN ").append(meters).append(" m OF ("), center)
              .append(')');
      case Filter.WithinBox(String field, PointValue southWest, PointValue northEast) ->
          point(point(field(field).append(" WITHIN BOX ("), southWest).append(", "), northEast)
              .append(')');
      case Filter.Ids(List<String> ids) -> {
        out.append("id IN (");
        list(ids.stream().<FieldValue>map(FieldValue.KeywordValue::new).toList());
        out.append(')');
      }
    }
  }

  private void join(List<Filter> conditions, String between, String none) {
    if (conditions.isEmpty()) {
      out.append(none);
    }
    for (Iterator<Filter> each = conditions.iterator(); each.hasNext(); ) {
      nested(each.next());
      out.append(each.hasNext() ? between : "");
    }
  }

  private void nested(Filter filter) {
    boolean joined =
        switch (filter) {
          case Filter.And(List<Filter> conditions) -> conditions.size() > 1;
          case Filter.Or(List<Filter> conditions) -> conditions.size() > 1;
          case Filter.Range range -> range.from() != null && range.to() != null;
          case Filter.Not _,
              Filter.In _,
              Filter.Exists _,
              Filter.StartsWith _,
              Filter.Contains _,
              Filter.HasTerms _,
              Filter.WithinDistance _,
              Filter.WithinBox _,
              Filter.Ids _ ->
              false;
        };
    out.append(joined ? "(" : "");
    write(filter);
    out.append(joined ? ")" : "");
  }

  private void range(Filter.Range range) {
    Endpoint from = range.from();
    Endpoint to = range.to();
    if (from != null && to != null) {
      value(from.value());
      out.append(from.inclusive() ? " <= " : " < ");
      field(range.field()).append(to.inclusive() ? " <= " : " < ");
      value(to.value());
    } else if (from != null) {
      field(range.field()).append(from.inclusive() ? " >= " : " > ");
      value(from.value());
    } else if (to != null) {
      field(range.field()).append(to.inclusive() ? " <= " : " < ");
      value(to.value());
    }
  }

  private void list(List<FieldValue> values) {
    for (Iterator<FieldValue> each = values.iterator(); each.hasNext(); ) {
      value(each.next());
      out.append(each.hasNext() ? ", " : "");
    }
  }

  private StringBuilder field(String name) {
    boolean plain =
        name.matches("[\\p{L}\\p{N}_][\\p{L}\\p{M}\\p{N}_.-]*")
            && !name.equals("id")
            && !FilterParser.RESERVED.contains(name.toUpperCase(Locale.ROOT));
    return plain ? out.append(name) : out.append('`').append(name).append('`');
  }

  private void value(FieldValue value) {
    switch (value) {
      case FieldValue.KeywordValue(String text) -> quoted(out, text);
      case FieldValue.IntegerValue(long number) -> out.append(number);
      case FieldValue.NumberValue(double number) -> out.append(number);
      case FieldValue.BooleanValue(boolean truth) -> out.append(truth);
      case FieldValue.DateValue(var time) -> quoted(out, time.toString());
      case PointValue point -> point(out.append('('), point).append(')');
    }
  }

  private static StringBuilder point(StringBuilder out, PointValue point) {
    return out.append(point.latitude()).append(", ").append(point.longitude());
  }

  private static void quoted(StringBuilder out, String text) {
    out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
  }
}
