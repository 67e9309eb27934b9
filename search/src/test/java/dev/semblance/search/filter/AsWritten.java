package dev.semblance.search.filter;

import dev.semblance.document.FieldValue;
import dev.semblance.query.Filter;
import dev.semblance.query.Filter.Endpoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is left of a filter when it is written and read: dates are strings, terms are words.
public final class AsWritten {
  private AsWritten() {}

  /// @param unwrap whether `and` and `or` of one condition are that condition
  public static Filter of(Filter filter, boolean unwrap) {
    return switch (filter) {
      case Filter.And(List<Filter> all) ->
          unwrap && all.size() == 1
              ? of(all.getFirst(), true)
              : new Filter.And(all.stream().map(each -> of(each, unwrap)).toList());
      case Filter.Or(List<Filter> any) ->
          unwrap && any.size() == 1
              ? of(any.getFirst(), true)
              : new Filter.Or(any.stream().map(each -> of(each, unwrap)).toList());
      case Filter.Not(Filter condition) -> new Filter.Not(of(condition, unwrap));
      case Filter.Range range ->
          new Filter.Range(range.field(), endpoint(range.from()), endpoint(range.to()));
      case Filter.HasTerms(String field, List<String> terms) ->
          new Filter.Contains(field, String.join(" ", terms));
      default -> filter;
    };
  }

  private static @Nullable Endpoint endpoint(@Nullable Endpoint endpoint) {
    return endpoint != null && endpoint.value() instanceof FieldValue.DateValue(var time)
        ? new Endpoint(new FieldValue.KeywordValue(time.toString()), endpoint.inclusive())
        : endpoint;
  }
}
