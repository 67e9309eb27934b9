package dev.semblance.search.pipeline;

import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.Matching;
import dev.semblance.document.FieldValue;
import dev.semblance.document.Schema;
import dev.semblance.query.Arrangement.Counting;
import dev.semblance.query.Facet;
import dev.semblance.query.Filter;
import dev.semblance.query.Overview;
import dev.semblance.query.Overview.Counted;
import dev.semblance.query.SearchDeadline;
import dev.semblance.query.SearchRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// The documents that a search counts: those that pass the filter, and match its words where only
/// words are searched for.
///
/// @param words of a search of the lexical lane alone
record MatchingDocuments(
    CollectionStore.View view,
    SearchRequest request,
    Schema schema,
    Optional<LaneQuery.Words> words) {

  Matching matching() {
    return new Matching(request.filter(), words);
  }

  /// Total, facets and the next page.
  Overview overview(Optional<String> nextCursor) {
    Counting counting = request.page().arrangement().counting();
    SearchDeadline deadline = request.limits().deadline();
    Map<String, List<Facet.Count>> facets = new LinkedHashMap<>();
    for (Facet facet : counting.facets()) {
      Filter filter =
          facet.disjunctive() ? without(facet.field(), request.filter()) : request.filter();
      facets.put(
          facet.field(),
          view.facet(
              new Matching(filter, words), new ArrangementCheck(schema).facet(facet), deadline));
    }
    return new Overview(
        counting.total() ? OptionalLong.of(view.count(matching(), deadline)) : OptionalLong.empty(),
        facets,
        words.isPresent() ? Counted.FILTER_AND_WORDS : Counted.FILTER,
        nextCursor);
  }

  /// A filter without its conditions on a field: itself, or those of an outermost `and`.
  private static Filter without(String field, Filter filter) {
    return filter instanceof Filter.And(List<Filter> conditions)
        ? new Filter.And(conditions.stream().filter(condition -> !isOn(field, condition)).toList())
        : isOn(field, filter) ? Filter.ALL : filter;
  }

  /// Whether a condition is on one field alone.
  private static boolean isOn(String field, Filter filter) {
    return switch (filter) {
      case Filter.And(List<Filter> all) ->
          !all.isEmpty() && all.stream().allMatch(each -> isOn(field, each));
      case Filter.Or(List<Filter> any) ->
          !any.isEmpty() && any.stream().allMatch(each -> isOn(field, each));
      case Filter.Not(Filter condition) -> isOn(field, condition);
      case Filter.In(String name, List<FieldValue> _) -> name.equals(field);
      case Filter.Range range -> range.field().equals(field);
      case Filter.Exists(String name) -> name.equals(field);
      case Filter.StartsWith(String name, String _) -> name.equals(field);
      case Filter.Contains(String name, String _) -> name.equals(field);
      case Filter.HasTerms(String name, List<String> _) -> name.equals(field);
      case Filter.WithinDistance distance -> distance.field().equals(field);
      case Filter.WithinBox box -> box.field().equals(field);
      case Filter.Ids _ -> false;
    };
  }
}
