package dev.semblance.search.pipeline;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.Matching;
import dev.semblance.collection.SortedCandidate;
import dev.semblance.collection.SortedPage;
import dev.semblance.query.Arrangement;
import dev.semblance.query.Cursor;
import dev.semblance.query.Hit;
import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import dev.semblance.rank.Fused;
import dev.semblance.search.present.Presenter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A search whose hits are ordered by fields.
///
/// @param documents that are counted
/// @param order checked against the schema
/// @param presenter of the hits
record SortedSearch(
    MatchingDocuments documents, List<SortedPage.TypedSortKey> order, Presenter presenter) {

  /// @param matching which documents are ordered
  /// @param ranked by id, scores of those that lanes found
  SearchResult result(Matching matching, Map<String, Fused> ranked) {
    SearchRequest request = documents.request();
    Arrangement arrangement = request.page().arrangement();
    String place = SearchOrder.of(request);
    Optional<Cursor> after = arrangement.cursor().map(text -> Cursor.decode(text, place));
    int offset = request.page().offset();
    int k = request.page().k();
    List<SortedCandidate> found =
        documents
            .view()
            .sorted(
                matching, new SortedPage(order, after, offset + k), request.limits().deadline());
    List<SortedCandidate> page = found.subList(Math.min(offset, found.size()), found.size());
    List<Fused> hits = page.stream().map(each -> ranked(each.candidate(), ranked)).toList();
    List<Hit> read = new PageFetch(documents.view(), request, presenter).hits(hits);
    Optional<String> next =
        page.size() < k ? Optional.empty() : Optional.of(page.getLast().place().encode(place));
    return new SearchResult(read, List.of(), false, Optional.empty(), documents.overview(next));
  }

  private static Fused ranked(Candidate candidate, Map<String, Fused> ranked) {
    return ranked.getOrDefault(candidate.id(), new Fused(candidate, 0, Map.of()));
  }
}
