package dev.semblance.collection;

import java.util.List;
import java.util.Optional;

/// Documents that can be written, read and searched. *Safe for use by many threads.*
public interface DocumentCollection extends AutoCloseable {
  CollectionInfo info();

  /// Writes documents, replacing those with the same id. Embeds those that bring no vector, and
  /// returns only when text, postings and vectors are on disk together; after that no crash loses
  /// them. A document that cannot be written is reported and does not stop the others; of two with
  /// one id in the list, the later is kept.
  ///
  /// @throws SemblanceException DISK_FULL, or INTERNAL when the disk refuses otherwise; then none
  ///   of the list is written
  WriteReport writeEntries(List<Entry> entries);

  /// Writes documents whose vectors the corpus's model makes; otherwise as {@link #writeEntries}.
  default WriteReport write(List<Document> documents) {
    return writeEntries(documents.stream().map(Entry::of).toList());
  }

  /// Removes a document; answers whether it was there. Durable on return.
  boolean delete(String id);

  Optional<Document> get(String id);

  /// The hits `offset` … `offset + limit`. Scores do not depend on either.
  List<Hit> search(SearchRequest request);

  @Override
  void close();
}
