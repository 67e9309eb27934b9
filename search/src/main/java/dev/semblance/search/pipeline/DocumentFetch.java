package dev.semblance.search.pipeline;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Candidate;
import dev.semblance.collection.CollectionStore;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.query.SearchLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

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
    return each(candidates, (_, document) -> document, DocumentBytes::of);
  }

  /// What is made of each document.
  ///
  /// @param bytes how many a result has
  /// @throws SemblanceException as [#documents]
  <T> List<T> each(
      List<Candidate> candidates,
      BiFunction<Candidate, Document, T> make,
      ToLongFunction<T> bytes) {
    List<T> made = new ArrayList<>(candidates.size());
    long sum = 0;
    for (int from = 0; from < candidates.size(); from += SLICE) {
      limits.deadline().check();
      List<Candidate> slice = candidates.subList(from, Math.min(from + SLICE, candidates.size()));
      List<Document> documents = view.documents(slice, fields);
      for (int i = 0; i < slice.size(); i++) {
        T result = make.apply(slice.get(i), documents.get(i));
        made.add(result);
        sum += bytes.applyAsLong(result);
        if (sum > limits.documentBytes()) {
          throw tooLarge(made.size(), candidates.size(), sum);
        }
      }
    }
    return made;
  }

  private SemblanceException tooLarge(int documents, int all, long bytes) {
    return new SemblanceException(
        Fault.TOO_LARGE,
        ("the first %d of %d documents have %d bytes, more than the limit of %d; ask for fewer with"
                + " `k`, or for some values only with `fields`")
            .formatted(documents, all, bytes, limits.documentBytes()));
  }
}
