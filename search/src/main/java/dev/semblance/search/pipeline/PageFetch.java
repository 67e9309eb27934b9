package dev.semblance.search.pipeline;

import dev.semblance.SemblanceException;
import dev.semblance.collection.Candidate;
import dev.semblance.collection.CollectionStore;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.query.Excerpts;
import dev.semblance.query.Hit;
import dev.semblance.query.SearchRequest;
import dev.semblance.rank.Fused;
import dev.semblance.search.present.Presenter;
import java.util.ArrayList;
import java.util.List;

/// Reads the documents of a page of hits, and makes their excerpts.
///
/// @param view that gave the candidates
record PageFetch(CollectionStore.View view, SearchRequest request, Presenter presenter) {

  /// @throws SemblanceException as [DocumentFetch#documents]
  List<Hit> hits(List<Fused> page) {
    List<Candidate> candidates = page.stream().map(Fused::candidate).toList();
    FieldSelection selected = request.page().detail().fields();
    FieldSelection read = selected.with(presenter.fields(candidates));
    List<Excerpted> documents =
        new DocumentFetch(view, read, request.limits())
            .each(
                candidates,
                (candidate, document) ->
                    new Excerpted(document.only(selected), presenter.excerpts(candidate, document)),
                Excerpted::bytes);
    List<Hit> hits = new ArrayList<>(page.size());
    for (int i = 0; i < page.size(); i++) {
      hits.add(documents.get(i).hit(page.get(i)));
    }
    return hits;
  }

  /// A document and parts of it.
  private record Excerpted(Document document, Excerpts excerpts) {
    long bytes() {
      return DocumentBytes.of(document) + DocumentBytes.of(excerpts);
    }

    Hit hit(Fused fused) {
      return new Hit(fused.candidate().id(), fused.score(), document, fused.lanes(), excerpts);
    }
  }
}
