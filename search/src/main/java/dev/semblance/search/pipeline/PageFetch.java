package dev.semblance.search.pipeline;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Candidate;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.Document;
import dev.semblance.collection.Hit;
import dev.semblance.collection.SearchRequest;
import dev.semblance.rank.Fused;
import java.util.ArrayList;
import java.util.List;

/// Reads the documents of a page, a few at a time, so that no more than the limit of their bytes is
/// in memory when it is exceeded. *One thread at a time.*
final class PageFetch {
  /// Documents that are read together: as many as a usual page has.
  private static final int SLICE = 10;

  private final CollectionStore.View view;
  private final SearchRequest request;
  private long bytes;

  PageFetch(CollectionStore.View view, SearchRequest request) {
    this.view = view;
    this.request = request;
  }

  /// @throws SemblanceException TOO_LARGE when the documents exceed the limit, OVERLOADED when the
  ///   deadline passes
  List<Hit> hits(List<Fused> page) {
    List<Hit> hits = new ArrayList<>(page.size());
    for (int from = 0; from < page.size(); from += SLICE) {
      request.limits().deadline().check();
      List<Fused> slice = page.subList(from, Math.min(from + SLICE, page.size()));
      List<Candidate> candidates = slice.stream().map(Fused::candidate).toList();
      List<Document> documents = view.documents(candidates, request.page().detail().fields());
      for (int i = 0; i < slice.size(); i++) {
        count(documents.get(i), hits.size());
        hits.add(hit(slice.get(i), documents.get(i)));
      }
    }
    return hits;
  }

  private static Hit hit(Fused fused, Document document) {
    return new Hit(fused.candidate().id(), fused.score(), document, fused.lanes());
  }

  private void count(Document document, int before) {
    long limit = request.limits().documentBytes();
    bytes += DocumentBytes.of(document);
    if (bytes > limit) {
      throw new SemblanceException(
          Fault.TOO_LARGE,
          ("the documents of the first %d of %d hits have %d bytes, more than the limit of %d; ask"
                  + " for fewer hits with `k`, or for some values only with `fields`")
              .formatted(before + 1, request.page().k(), bytes, limit));
    }
  }
}
