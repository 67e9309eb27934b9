package dev.semblance.search;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.Document;
import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.StoredEntry;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.CommitView;
import dev.semblance.search.index.CommittedIndex;
import dev.semblance.search.index.IndexFaults;
import dev.semblance.search.lane.DenseLane;
import dev.semblance.search.lane.LexicalLane;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Collection store on Lucene: one index in the collection's folder. *Safe for use by many
/// threads.*
final class LuceneStore implements CollectionStore {
  private final CollectionFolder folder;
  private final CommittedIndex index;

  /// Opens the index of a folder.
  ///
  /// @throws dev.semblance.SemblanceException CORRUPT_INDEX
  LuceneStore(CollectionFolder folder) {
    this.folder = folder;
    index = folder.open();
  }

  @Override
  public List<Optional<String>> write(List<StoredEntry> entries) {
    index.write(entries);
    return Collections.nCopies(entries.size(), Optional.empty());
  }

  @Override
  public Set<String> delete(List<String> ids) {
    return index.delete(ids);
  }

  @Override
  public long bytes() {
    try {
      return folder.bytes();
    } catch (IOException e) {
      throw IndexFaults.reading(folder.path(), e);
    }
  }

  @Override
  public View view() {
    return new LuceneView(index.view());
  }

  @Override
  public void close() {
    index.close();
  }

  /// @param commit the latest at the time the view was opened
  private record LuceneView(CommitView commit) implements View {
    @Override
    public long count() {
      return commit.count();
    }

    @Override
    public List<Candidate> candidates(LaneQuery query, int depth) {
      return commit.read(searcher ->
          switch (query) {
            case LaneQuery.Nearest nearest -> DenseLane.search(searcher, nearest, depth);
            case LaneQuery.QueryTerms terms -> LexicalLane.search(searcher, terms, depth);
          });
    }

    @Override
    public List<Document> documents(List<Candidate> candidates) {
      return commit.documents(candidates.stream().mapToInt(Candidate::ordinal).toArray());
    }

    @Override
    public Optional<Document> get(String id) {
      return commit.get(id);
    }

    @Override
    public void close() {
      commit.close();
    }
  }
}
