package dev.semblance.search.pipeline;

import dev.semblance.EmbedOptions;
import dev.semblance.Embedder;
import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.collection.CollectionStore;
import dev.semblance.collection.FieldType;
import dev.semblance.collection.Hit;
import dev.semblance.collection.Lane;
import dev.semblance.collection.LaneQuery;
import dev.semblance.collection.Page;
import dev.semblance.collection.Retrieval;
import dev.semblance.collection.SearchDeadline;
import dev.semblance.collection.SearchRequest;
import dev.semblance.collection.SearchResult;
import dev.semblance.rank.Fused;
import dev.semblance.rank.Fusion;
import dev.semblance.rank.Ranking;
import dev.semblance.search.analysis.TextAnalysis;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The steps of a search. *Safe for use by many threads.*
///
/// Request → a query for each lane (analyzed or embedded) → candidates of each lane, side by side →
/// fusion → the documents of the page → hits.
final class SearchPipeline {
  private final CollectionStore store;
  private final Map<String, Embedder> embedders;
  private final CurrentSchema schema;

  /// @param embedders by name of the vector
  SearchPipeline(CollectionStore store, Map<String, Embedder> embedders, CurrentSchema schema) {
    this.store = store;
    this.embedders = embedders;
    this.schema = schema;
  }

  SearchResult search(SearchRequest request) {
    Retrieval retrieval = request.retrieval();
    SearchDeadline deadline = request.limits().deadline();
    try (CollectionStore.View view = store.view()) {
      List<Ranking> rankings =
          SideBySide.all(
              embeddingFirst(retrieval.lanes()),
              lane ->
                  new Ranking(
                      lane,
                      view.candidates(
                          query(lane, request.query()),
                          request.filter(),
                          retrieval.window(),
                          deadline)));
      List<Fused> fused = Fusion.fuse(rankings, retrieval.fusion());
      List<Hit> hits = new PageFetch(view, request).hits(page(fused, request.page()));
      return new SearchResult(hits, ends(fused, request));
    }
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

  private LaneQuery query(Lane lane, String text) {
    return switch (lane) {
      case Lane.DenseVectors _ -> nearest(text);
      case Lane.Lexical _ -> new LaneQuery.QueryTerms(TextAnalysis.query(text), weights());
    };
  }

  /// By the first vector that a model can make from text.
  private LaneQuery nearest(String text) {
    for (String vector : schema.get().vectors().keySet()) {
      Embedder embedder = embedders.get(vector);
      if (embedder != null) {
        return new LaneQuery.Nearest(vector, embedder.embed(text, EmbedOptions.QUERY));
      }
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
          if (type instanceof FieldType.TextType(double weight) && weight > 1) {
            weights.put(name, weight);
          }
        });
    return weights;
  }

  /// Whether the page reaches the last document of a window that a lane has filled.
  private static boolean ends(List<Fused> fused, SearchRequest request) {
    return fused.size() >= request.retrieval().window()
        && request.page().offset() + request.page().k() >= fused.size();
  }

  private static List<Fused> page(List<Fused> fused, Page page) {
    int from = Math.min(page.offset(), fused.size());
    return fused.subList(from, Math.min(from + page.k(), fused.size()));
  }
}
