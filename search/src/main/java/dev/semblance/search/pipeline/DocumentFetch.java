package dev.semblance.search.pipeline;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Candidate;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.Document;
import dev.semblance.collection.FieldSelection;
import dev.semblance.collection.SearchLimits;
import java.util.ArrayList;
import java.util.List;

/// Reads documents, a few at a time, so that no more than the limit of their bytes is in memory
/// when it is exceeded.
///
/// @param view that gave the candidates
/// @param fields which values to read
/// @param limits of the bytes and the time
record DocumentFetch(CollectionStore.View view, FieldSelection fields, SearchLimits limits) {
  /// Documents that are read together: as many as a usual page has.
  private static final int SLICE = 10;

  /// The documents of candidates, in their order.
  ///
  /// @throws SemblanceException TOO_LARGE when the documents exceed the limit, OVERLOADED when the
  ///   deadline passes
  List<Document> documents(List<Candidate> candidates) {
    List<Document> documents = new ArrayList<>(candidates.size());
    long bytes = 0;
    for (int from = 0; from < candidates.size(); from += SLICE) {
      limits.deadline().check();
      List<Candidate> slice = candidates.subList(from, Math.min(from + SLICE, candidates.size()));
      for (Document document : view.documents(slice, fields)) {
        documents.add(document);
        bytes += DocumentBytes.of(document);
        if (bytes > limits.documentBytes()) {
          throw tooLarge(documents.size(), candidates.size(), bytes);
        }
      }
    }
    return documents;
  }

  private SemblanceException tooLarge(int documents, int all, long bytes) {
    return new SemblanceException(
        Fault.TOO_LARGE,
        ("the first %d of %d documents have %d bytes, more than the limit of %d; ask for fewer with"
                + " `k`, or for some values only with `fields`")
            .formatted(documents, all, bytes, limits.documentBytes()));
  }
}
