package dev.semblance.search.pipeline;

import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.Document;
import dev.semblance.collection.Hit;
import dev.semblance.collection.SearchRequest;
import dev.semblance.rank.Fused;
import java.util.ArrayList;
import java.util.List;

/// Reads the documents of a page of hits.
///
/// @param view that gave the candidates
record PageFetch(CollectionStore.View view, SearchRequest request) {

  /// @throws SemblanceException as [DocumentFetch#documents]
  List<Hit> hits(List<Fused> page) {
    List<Document> documents =
        new DocumentFetch(view, request.page().detail().fields(), request.limits())
            .documents(page.stream().map(Fused::candidate).toList());
    List<Hit> hits = new ArrayList<>(page.size());
    for (int i = 0; i < page.size(); i++) {
      hits.add(hit(page.get(i), documents.get(i)));
    }
    return hits;
  }

  private static Hit hit(Fused fused, Document document) {
    return new Hit(fused.candidate().id(), fused.score(), document, fused.lanes());
  }
}
