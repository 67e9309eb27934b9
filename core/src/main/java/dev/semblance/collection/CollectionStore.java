package dev.semblance.collection;

import dev.semblance.SemblanceException;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.document.FieldType;
import dev.semblance.query.Facet;
import dev.semblance.query.Filter;
import dev.semblance.query.SearchDeadline;
import dev.semblance.query.TextLanguage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Storage and lookup of the documents of one collection: what a search engine provides below
/// [DocumentCollection]. It computes no embeddings, analyzes no text and fuses no rankings. *Safe
/// for use by many threads.*
public interface CollectionStore extends AutoCloseable {

  /// Writes entries, replacing those with the same ids; a store may leave out those that it holds
  /// unchanged, so that they do not count twice in the frequencies of terms. All are durable, and
  /// found by views opened from then on, when this returns.
  ///
  /// @param entries no id twice; their fields are in the schema
  /// @return for each entry why the store refused it, or empty where it is written
  /// @throws SemblanceException DISK_FULL, INTERNAL; then none of them is written. NOT_FOUND when
  ///   the store is closed
  List<Optional<String>> write(List<StoredEntry> entries);

  /// Adds fields to the schema; those it has already stay as they are. Durable on return.
  ///
  /// @throws SemblanceException as [#write]
  void addFields(Map<String, FieldType> fields);

  /// Removes documents; returns the ids that existed. Durable on return.
  ///
  /// @throws SemblanceException as [#write]; then none is removed
  Set<String> delete(List<String> ids);

  /// The documents as they are on disk now. Later writes do not change the view.
  ///
  /// @throws SemblanceException NOT_FOUND when the store is closed, CORRUPT_INDEX
  View view();

  /// How much is stored; reads no document.
  ///
  /// @throws SemblanceException NOT_FOUND when the store is closed, CORRUPT_INDEX
  StoreSize size();

  /// What is known of the state of what is stored; reads nothing. [CollectionState#READY],
  /// `CHECKING`, `DAMAGED` or `READ_ONLY`.
  CollectionState state();

  /// Waits for running writes. Idempotent.
  @Override
  void close();

  /// A consistent state of the documents. To be closed. *Safe for use by many threads.*
  interface View extends AutoCloseable {
    /// How many documents there are.
    long count();

    /// The languages whose stems the documents have, by their tags; English, which has none, may be
    /// absent.
    Set<TextLanguage> languages();

    /// The documents of one lane that satisfy a filter, in the order of [Candidate#BEST_FIRST]. The
    /// filter applies within the lane: fewer than `depth` candidates mean that there are no more.
    ///
    /// @param filter checked against the schema
    /// @param depth most candidates, from 1
    /// @throws SemblanceException CORRUPT_INDEX, INTERNAL when the disk cannot be read, OVERLOADED
    ///   when the deadline passes first
    List<Candidate> candidates(LaneQuery query, Filter filter, int depth, SearchDeadline deadline);

    /// As above, of all documents and however long it takes.
    default List<Candidate> candidates(LaneQuery query, int depth) {
      return candidates(query, Filter.ALL, depth, SearchDeadline.NONE);
    }

    /// The documents that satisfy a filter, in the order of their ids, by [Candidate#compareIds];
    /// their scores are 0. Fewer than `count` mean that there are no more.
    ///
    /// @param filter checked against the schema
    /// @param afterId the first ones after this id; empty for the first of all
    /// @param count most documents, from 1
    /// @throws SemblanceException as [#candidates]
    List<Candidate> scan(Filter filter, String afterId, int count, SearchDeadline deadline);

    /// How many documents match.
    ///
    /// @throws SemblanceException as [#candidates]
    long count(Matching matching, SearchDeadline deadline);

    /// The documents that match, in an order by fields and then by ids, as of [#scan].
    ///
    /// @throws SemblanceException as [#candidates]
    List<SortedCandidate> sorted(Matching matching, SortedPage page, SearchDeadline deadline);

    /// Counts of the documents that match, in the order that the facet says.
    ///
    /// @param facet checked against the schema
    /// @throws SemblanceException as [#candidates]
    List<Facet.Count> facet(Matching matching, Facet.Typed facet, SearchDeadline deadline);

    /// The documents of candidates that this view returned, in their order.
    ///
    /// @param fields which values to read; title and text are empty where they are not selected
    List<Document> documents(List<Candidate> candidates, FieldSelection fields);

    /// As above, the whole documents.
    default List<Document> documents(List<Candidate> candidates) {
      return documents(candidates, FieldSelection.ALL);
    }

    /// The document of an id.
    Optional<Document> get(String id);

    @Override
    void close();
  }
}
