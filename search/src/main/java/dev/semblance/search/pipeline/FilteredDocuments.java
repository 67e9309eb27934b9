package dev.semblance.search.pipeline;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.CollectionStore;
import dev.semblance.document.Document;
import dev.semblance.query.Filter;
import dev.semblance.query.ListRequest;
import dev.semblance.query.SearchDeadline;
import java.util.List;

/// Lists and removes the documents that satisfy a filter.
///
/// @param store whose documents they are
record FilteredDocuments(CollectionStore store) {
  /// Documents that one commit removes: their ids are in memory together.
  private static final int SLICE = 10_000;

  List<Document> list(ListRequest request, Filter filter) {
    try (CollectionStore.View view = store.view()) {
      List<Candidate> page =
          view.scan(filter, request.afterId(), request.count(), request.limits().deadline());
      return new DocumentFetch(view, request.fields(), request.limits()).documents(page);
    }
  }

  /// Returns how many were removed.
  long delete(Filter filter) {
    long removed = 0;
    try (CollectionStore.View view = store.view()) {
      String after = "";
      List<String> ids;
      do {
        ids =
            view.scan(filter, after, SLICE, SearchDeadline.NONE).stream()
                .map(Candidate::id)
                .toList();
        removed += ids.isEmpty() ? 0 : store.delete(ids).size();
        after = ids.isEmpty() ? after : ids.getLast();
      } while (ids.size() == SLICE);
    }
    return removed;
  }
}
