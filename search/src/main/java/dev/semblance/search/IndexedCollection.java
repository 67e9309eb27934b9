package dev.semblance.search;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.collection.CollectionInfo;
import dev.semblance.collection.Document;
import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Entry;
import dev.semblance.collection.Hit;
import dev.semblance.collection.Lane;
import dev.semblance.collection.SearchRequest;
import dev.semblance.collection.WriteReport;
import dev.semblance.search.index.CollectionFolder;
import dev.semblance.search.index.CollectionMetadata;
import dev.semblance.search.index.CommittedIndex;
import dev.semblance.search.lane.DenseLane;
import dev.semblance.search.lane.LexicalLane;
import dev.semblance.search.lane.Ranking;
import dev.semblance.search.rank.Fused;
import dev.semblance.search.rank.Fusion;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.lucene.search.IndexSearcher;

/// A corpus on a Lucene index: lanes side by side, fused over a fixed window. *Safe for use by many
/// threads.*
final class IndexedCollection implements DocumentCollection {
  /// How deep each lane looks when lanes are fused, whatever page is asked for, so that scores
  /// cannot depend on it; paging ends where the fused lanes end.
  static final int FUSED_WINDOW = 200;

  /// How deep a lane looks that searches alone.
  static final int LONE_WINDOW = 1_000;

  /// Every lane alike.
  private static final Fusion FUSION = new Fusion.ReciprocalRank(60, Map.of());

  private final CollectionFolder folder;
  private final CollectionMetadata card;
  private final CommittedIndex index;
  private final Embedder embedder;

  IndexedCollection(
      CollectionFolder folder, CollectionMetadata card, CommittedIndex index, Embedder embedder) {
    this.folder = folder;
    this.card = card;
    this.index = index;
    this.embedder = embedder;
  }

  static CollectionInfo info(
      CollectionFolder folder, CollectionMetadata card, CommittedIndex index) {
    return index.read(searcher ->
        new CollectionInfo(
            folder.name(),
            searcher.getIndexReader().numDocs(),
            folder.bytes(),
            card.model(),
            card.fingerprint()));
  }

  @Override
  public CollectionInfo info() {
    return info(folder, card, index);
  }

  @Override
  public WriteReport writeEntries(List<Entry> entries) {
    var intake = new Intake(entries, card.dimensions());
    intake.embed(embedder);
    index.write(intake.ready());
    return intake.report();
  }

  @Override
  public boolean delete(String id) {
    return index.delete(id);
  }

  @Override
  public Optional<Document> get(String id) {
    return index.get(id);
  }

  @Override
  public List<Hit> search(SearchRequest request) {
    List<Lane> lanes = List.copyOf(EnumSet.copyOf(request.lanes()));
    int window = lanes.size() == 1 ? LONE_WINDOW : FUSED_WINDOW;
    Fusion fusion = lanes.size() == 1 ? new Fusion.Plain() : FUSION;
    return index.read(searcher -> {
      List<Ranking> rankings =
          SideBySide.all(lanes, lane -> ranking(lane, searcher, request.query(), window));
      return page(searcher, fusion.fuse(rankings), request);
    });
  }

  private Ranking ranking(Lane lane, IndexSearcher searcher, String query, int window)
      throws IOException {
    return switch (lane) {
      case LEXICAL -> LexicalLane.search(searcher, query, window);
      case DENSE -> DenseLane.search(searcher, embedder.embed(query, EmbedOptions.QUERY), window);
    };
  }

  @Override
  public void close() {
    index.close();
  }

  private static List<Hit> page(IndexSearcher searcher, List<Fused> fused, SearchRequest request)
      throws IOException {
    int from = Math.min(request.offset(), fused.size());
    int to = Math.min(from + request.limit(), fused.size());
    List<Hit> hits = new ArrayList<>(to - from);
    for (Fused found : fused.subList(from, to)) {
      Document document = CommittedIndex.document(searcher, found.doc());
      hits.add(new Hit(document.id(), found.score(), document, found.lanes()));
    }
    return hits;
  }
}
