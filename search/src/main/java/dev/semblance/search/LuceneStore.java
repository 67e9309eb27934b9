package dev.semblance.search;

import dev.semblance.collection.Candidate;
import dev.semblance.collection.CollectionState;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.Matching;
import dev.semblance.collection.SortedCandidate;
import dev.semblance.collection.SortedPage;
import dev.semblance.collection.StoreSize;
import dev.semblance.collection.StoredEntry;
import dev.semblance.document.Document;
import dev.semblance.document.FieldSelection;
import dev.semblance.document.FieldType;
import dev.semblance.query.Facet;
import dev.semblance.query.Filter;
import dev.semblance.query.SearchDeadline;
import dev.semblance.query.TextLanguage;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.CommitView;
import dev.semblance.search.index.CommittedIndex;
import dev.semblance.search.index.IndexContext;
import dev.semblance.search.index.OnDemandIndex;
import dev.semblance.search.lane.DenseLane;
import dev.semblance.search.lane.FacetCounts;
import dev.semblance.search.lane.FieldOrder;
import dev.semblance.search.lane.FilterQuery;
import dev.semblance.search.lane.IdOrder;
import dev.semblance.search.lane.LanguagesInUse;
import dev.semblance.search.lane.LexicalLane;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;

/// Collection store on Lucene: one index in the collection's folder, which is opened by the first
/// use and may be closed while it is not used. *Safe for use by many threads.*
final class LuceneStore implements CollectionStore {
  private final OnDemandIndex index;

  LuceneStore(CollectionFolder folder, IndexContext context) {
    index = new OnDemandIndex(folder, context);
  }

  /// Opens the index, so that damage is found before the collection is used.
  ///
  /// @throws dev.semblance.SemblanceException CORRUPT_INDEX
  LuceneStore opened() {
    view().close();
    return this;
  }

  @Override
  public List<Optional<String>> write(List<StoredEntry> entries) {
    index.use(open -> {
      open.write(entries);
      return entries;
    });
    return Collections.nCopies(entries.size(), Optional.empty());
  }

  @Override
  public void addFields(Map<String, FieldType> fields) {
    index.use(open -> {
      open.addFields(fields);
      return fields;
    });
  }

  @Override
  public Set<String> delete(List<String> ids) {
    return index.use(open -> open.delete(ids));
  }

  @Override
  public StoreSize size() {
    return index.size();
  }

  @Override
  public View view() {
    return new LuceneView(index.use(CommittedIndex::view));
  }

  @Override
  public CollectionState state() {
    return index.state();
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
    public List<Candidate> candidates(
        LaneQuery query, Filter filter, int depth, SearchDeadline deadline) {
      List<Candidate> candidates =
          commit.read(
              deadline,
              searcher -> {
                Query passing = FilterQuery.of(filter, searcher.getIndexReader());
                return switch (query) {
                  case LaneQuery.Nearest nearest ->
                      DenseLane.search(searcher, nearest, passing, depth);
                  case LaneQuery.Words words -> LexicalLane.search(searcher, words, passing, depth);
                };
              });
      PossibleScores.check(query, candidates, commit);
      return candidates;
    }

    @Override
    public List<Candidate> scan(Filter filter, String afterId, int count, SearchDeadline deadline) {
      return commit.read(
          deadline,
          searcher ->
              IdOrder.scan(
                  searcher, FilterQuery.of(filter, searcher.getIndexReader()), afterId, count));
    }

    @Override
    public long count(Matching matching, SearchDeadline deadline) {
      return commit.read(deadline, searcher -> (long) searcher.count(query(matching, searcher)));
    }

    @Override
    public List<SortedCandidate> sorted(
        Matching matching, SortedPage page, SearchDeadline deadline) {
      return commit.read(
          deadline, searcher -> new FieldOrder(page).of(searcher, query(matching, searcher)));
    }

    @Override
    public List<Facet.Count> facet(Matching matching, Facet.Typed facet, SearchDeadline deadline) {
      return commit.read(
          deadline,
          searcher ->
              FacetCounts.of(searcher, query(matching, searcher), facet.facet(), facet.type()));
    }

    private static Query query(Matching matching, IndexSearcher searcher) throws IOException {
      Query passing = FilterQuery.of(matching.filter(), searcher.getIndexReader());
      return matching.words().isEmpty()
          ? passing
          : LexicalLane.query(searcher, matching.words().get(), passing);
    }

    @Override
    public Set<TextLanguage> languages() {
      return commit.read(searcher -> LanguagesInUse.of(searcher.getIndexReader()));
    }

    @Override
    public List<Document> documents(List<Candidate> candidates, FieldSelection fields) {
      return commit.documents(candidates.stream().mapToInt(Candidate::ordinal).toArray(), fields);
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
