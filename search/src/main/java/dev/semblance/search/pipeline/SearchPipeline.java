package dev.semblance.search.pipeline;

import dev.semblance.EmbedOptions;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.Candidate;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.Matching;
import dev.semblance.document.FieldType;
import dev.semblance.document.Schema;
import dev.semblance.query.Arrangement;
import dev.semblance.query.Filter;
import dev.semblance.query.Highlight;
import dev.semblance.query.Hit;
import dev.semblance.query.Lane;
import dev.semblance.query.Overview;
import dev.semblance.query.Page;
import dev.semblance.query.Retrieval;
import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import dev.semblance.query.WordOptions;
import dev.semblance.rank.Fused;
import dev.semblance.rank.Fusion;
import dev.semblance.rank.Ranking;
import dev.semblance.search.analysis.SynonymTerms;
import dev.semblance.search.analysis.TextAnalysis;
import dev.semblance.search.present.Presenter;
import dev.semblance.vector.Vectors;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The steps of a search. *Safe for use by many threads.*
///
/// Request → a query for each lane (analyzed or embedded) → candidates of each lane, side by side →
/// fusion → the documents of the page → hits.
final class SearchPipeline {
  private final CollectionStore store;
  private final VectorModels models;
  private final CurrentSchema schema;

  SearchPipeline(CollectionStore store, VectorModels models, CurrentSchema schema) {
    this.store = store;
    this.models = models;
    this.schema = schema;
  }

  SearchResult search(SearchRequest given) {
    SearchRequest request = given.where(FilterCheck.checked(given.filter(), schema.get()));
    try (CollectionStore.View view = store.view()) {
      return search(view, request);
    }
  }

  private SearchResult search(CollectionStore.View view, SearchRequest request) {
    Schema current = schema.get();
    var check = new ArrangementCheck(current);
    Arrangement arrangement = request.page().arrangement();
    arrangement.counting().facets().forEach(check::facet);
    arrangement.grouping().ifPresent(check::require);
    var documents = new MatchingDocuments(view, request, current, words(view, request));
    var sorted =
        new SortedSearch(documents, check.order(arrangement.sort()), presenter(view, request));
    boolean all = request.query().isBlank() || documents.words().isPresent();
    return !arrangement.sort().isEmpty() && all
        ? sorted.result(documents.matching(), Map.of())
        : ranked(documents, sorted);
  }

  /// The words of a search for words alone.
  private Optional<LaneQuery.Words> words(CollectionStore.View view, SearchRequest request) {
    List<Lane> lanes = request.retrieval().lanes();
    boolean alone = lanes.size() == 1 && lanes.getFirst() instanceof Lane.Lexical;
    return alone && !request.query().isBlank()
        ? Optional.of(words(view, request.query()))
        : Optional.empty();
  }

  private SearchResult ranked(MatchingDocuments documents, SortedSearch sorted) {
    SearchRequest request = documents.request();
    CollectionStore.View view = documents.view();
    StepTimes times = new StepTimes();
    Retrieval retrieval = request.retrieval();
    List<LaneResult> lanes =
        SideBySide.all(
            embeddingFirst(retrieval.lanes()),
            lane -> times.measure(lane.name(), () -> candidates(view, lane, request)));
    List<Fused> fused =
        times.measure("fusion", () -> Fusion.fuse(rankings(lanes), retrieval.fusion()));
    if (!sorted.order().isEmpty()) {
      return sorted.result(Matching.of(new Filter.Ids(ids(fused))), byId(fused));
    }
    Page wanted = SearchOrder.page(request);
    SearchPage page = SearchPage.of(grouped(view, fused, request.page()), wanted);
    List<Hit> hits =
        times.measure(
            "documents", () -> new PageFetch(view, request, sorted.presenter()).hits(page.hits()));
    Overview overview = documents.overview(SearchOrder.next(request, wanted, page));
    return new SearchSummary(request, lanes, times).result(hits, page, overview);
  }

  private static List<Fused> grouped(CollectionStore.View view, List<Fused> fused, Page page) {
    return page.arrangement()
        .grouping()
        .map(grouping -> new GroupLimit(view, grouping).apply(fused))
        .orElse(fused);
  }

  private static List<String> ids(List<Fused> fused) {
    return fused.stream().map(found -> found.candidate().id()).toList();
  }

  private static Map<String, Fused> byId(List<Fused> fused) {
    Map<String, Fused> byId = new HashMap<>();
    fused.forEach(found -> byId.put(found.candidate().id(), found));
    return byId;
  }

  /// Without candidates where the lane cannot be searched and there are others.
  private LaneResult candidates(CollectionStore.View view, Lane lane, SearchRequest request) {
    int window = request.retrieval().window();
    LaneQuery query;
    try {
      query = query(view, lane, request.query());
    } catch (SemblanceException e) {
      if (request.retrieval().lanes().size() > 1 && VectorModels.isUnusable(e)) {
        return LaneResult.of(lane, List.of(), window);
      }
      throw e;
    }
    List<Candidate> candidates =
        view.candidates(query, request.filter(), window, request.limits().deadline());
    return LaneResult.of(lane, candidates, window);
  }

  private Presenter presenter(CollectionStore.View view, SearchRequest request) {
    Highlight highlight = request.page().detail().highlight();
    return highlight == null
        ? Presenter.PASSAGES
        : new ExcerptStep(view, schema.get()).presenter(highlight, words(view, request.query()));
  }

  private static List<Ranking> rankings(List<LaneResult> lanes) {
    return lanes.stream().map(LaneResult::ranking).toList();
  }

  /// The lane that embeds the query runs on the caller's thread: the embedder takes deadline and
  /// trace from the request that the thread serves.
  private static List<Lane> embeddingFirst(List<Lane> lanes) {
    return lanes.stream().sorted(Comparator.comparing(lane -> !embeds(lane))).toList();
  }

  private static boolean embeds(Lane lane) {
    return switch (lane) {
      case Lane.DenseVectors _ -> true;
      case Lane.Lexical _ -> false;
    };
  }

  private LaneQuery query(CollectionStore.View view, Lane lane, String text) {
    return switch (lane) {
      case Lane.DenseVectors _ -> nearest(text);
      case Lane.Lexical _ -> words(view, text);
    };
  }

  private LaneQuery.Words words(CollectionStore.View view, String text) {
    return TextAnalysis.query(text, WordOptions.DEFAULT, SynonymTerms.NONE, view.languages())
        .weighted(weights());
  }

  /// By the first vector that a model can make from text.
  private LaneQuery nearest(String text) {
    for (String vector : models.vectors()) {
      float[] query =
          models.embedder(vector).embed(TextAnalysis.withoutExclusions(text), EmbedOptions.QUERY);
      return new LaneQuery.Nearest(vector, Vectors.unit(query), TextAnalysis.excluded(text));
    }
    throw new SemblanceException(
        Fault.INVALID,
        "no vector of this collection has a model that could embed the query; search the lane"
            + " `lexical`");
  }

  private Map<String, Double> weights() {
    Map<String, Double> weights = new LinkedHashMap<>();
    schema
        .get()
        .fields()
        .forEach((name, type) -> {
          if (type instanceof FieldType.TextType text && text.weight() > 1) {
            weights.put(name, text.weight());
          }
        });
    return weights;
  }
}
