package dev.semblance.collection;

import dev.semblance.SemblanceException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Storage and lookup of the documents of one collection: what a search engine provides below
/// [DocumentCollection]. It computes no embeddings, analyzes no text and fuses no rankings. *Safe
/// for use by many threads.*
public interface CollectionStore extends AutoCloseable {

  /// Writes entries, replacing those with the same ids; all are durable, and found by views opened
  /// from then on, when this returns.
  ///
  /// @param entries no id twice
  /// @return for each entry why the store refused it, or empty where it is written
  /// @throws SemblanceException DISK_FULL, INTERNAL; then none of them is written. NOT_FOUND when
  ///   the store is closed
  List<Optional<String>> write(List<StoredEntry> entries);

  /// Removes documents; returns the ids that existed. Durable on return.
  ///
  /// @throws SemblanceException as [#write]; then none is removed
  Set<String> delete(List<String> ids);

  /// The documents as they are on disk now. Later writes do not change the view.
  ///
  /// @throws SemblanceException NOT_FOUND when the store is closed, CORRUPT_INDEX
  View view();

  /// Bytes on disk.
  long bytes();

  /// Waits for running writes. Idempotent.
  @Override
  void close();

  /// A consistent state of the documents. To be closed. *Safe for use by many threads.*
  interface View extends AutoCloseable {
    /// How many documents there are.
    long count();

    /// The documents of one lane, in the order of [Candidate#BEST_FIRST].
    ///
    /// @param depth most candidates, from 1
    /// @throws SemblanceException CORRUPT_INDEX, INTERNAL when the disk cannot be read
    List<Candidate> candidates(LaneQuery query, int depth);

    /// The documents of candidates that this view returned, in their order.
    List<Document> documents(List<Candidate> candidates);

    /// The document of an id.
    Optional<Document> get(String id);

    @Override
    void close();
  }
}
