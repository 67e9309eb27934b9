package dev.semblance.collection;

import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import dev.semblance.query.Filter;
import dev.semblance.query.ListRequest;
import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Documents that can be written, read and searched. *Safe for use by many threads.*
public interface DocumentCollection extends AutoCloseable {
  CollectionInfo info();

  /// Writes documents, replacing those with the same id. Computes the vectors that entries lack,
  /// and returns only when text, postings and vectors are on disk together; after that no crash
  /// loses them. A document that cannot be written is reported and does not affect the others; of
  /// two with one id in the list, the later is kept.
  ///
  /// @throws SemblanceException DISK_FULL, or INTERNAL when the disk refuses otherwise, UNSUPPORTED
  ///   when a vector is missing and its model cannot be opened or has changed; then none of the
  ///   list is written
  WriteReport write(List<Entry> entries);

  /// Removes documents; returns the ids that existed. Durable on return.
  ///
  /// @throws SemblanceException as [#write]; then none is removed
  Set<String> delete(List<String> ids);

  /// Removes one document; returns whether it existed.
  default boolean delete(String id) {
    return !delete(List.of(id)).isEmpty();
  }

  /// Removes the documents that satisfy a filter when the call begins; returns how many. Durable on
  /// return.
  ///
  /// @throws SemblanceException as [#write], then some may have been removed; INVALID for a filter
  ///   that does not suit the schema
  long delete(Filter filter);

  Optional<Document> get(String id);

  /// Documents in the order of their ids, a page at a time.
  ///
  /// @throws SemblanceException INVALID for a filter that does not suit the schema, OVERLOADED,
  ///   TOO_LARGE as [#search]
  List<Document> list(ListRequest request);

  /// The hits `offset` … `offset + k`. Scores do not depend on either, nor on documents that are
  /// not candidates. Where the model of the vectors cannot be opened or has changed, a search of
  /// several lanes is answered by the others.
  ///
  /// @throws SemblanceException CANCELLED, OVERLOADED (the query's embedding, or the deadline of
  ///   the search), TOO_LARGE when the documents exceed the limit of their bytes, UNSUPPORTED when
  ///   the dense lane alone is searched and its model cannot be opened or has changed
  SearchResult search(SearchRequest request);

  @Override
  void close();
}
