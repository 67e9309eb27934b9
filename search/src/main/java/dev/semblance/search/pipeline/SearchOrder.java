package dev.semblance.search.pipeline;

import dev.semblance.document.FieldValue;
import dev.semblance.query.Arrangement;
import dev.semblance.query.Cursor;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.Retrieval;
import dev.semblance.query.SearchRequest;
import java.util.List;
import java.util.Optional;

/// The order that the cursors of a search belong to.
final class SearchOrder {
  private SearchOrder() {}

  /// What decides which hits come in which order: not the size of a page.
  static String of(SearchRequest request) {
    Retrieval retrieval = request.retrieval();
    return String.join(
        "\n",
        request.query(),
        String.valueOf(request.filter()),
        String.valueOf(request.page().arrangement().sort()),
        String.valueOf(request.page().arrangement().grouping()),
        String.valueOf(retrieval.lanes().stream().map(Lane::name).sorted().toList()),
        retrieval.fusion().name(),
        String.valueOf(retrieval.window()));
  }

  /// The page of a cursor among ranked hits.
  static Page page(SearchRequest request) {
    Page page = request.page();
    return page.arrangement()
        .cursor()
        .map(text -> Cursor.decode(text, of(request)))
        .map(cursor -> withoutCursor(page).at(offset(cursor)))
        .orElse(page);
  }

  private static Page withoutCursor(Page page) {
    var arrangement = page.arrangement();
    return page.with(
        new Arrangement(
            arrangement.sort(), arrangement.grouping(), Optional.empty(), arrangement.counting()));
  }

  private static int offset(Cursor cursor) {
    return cursor.keys().getFirst().orElseThrow() instanceof FieldValue.IntegerValue(long offset)
        ? Math.toIntExact(offset)
        : 0;
  }

  /// The cursor of the page after one of ranked hits, which ends with the window.
  static Optional<String> next(SearchRequest request, Page page, SearchPage hits) {
    int next = page.offset() + page.k();
    return hits.hits().size() < page.k() || hits.reachesEnd() || next > Page.MAX_OFFSET
        ? Optional.empty()
        : Optional.of(
            new Cursor(List.of(Optional.of(new FieldValue.IntegerValue(next))), "")
                .encode(of(request)));
  }
}
