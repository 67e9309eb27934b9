package dev.semblance.search.evaluate;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.query.Lane;
import dev.semblance.query.Page;
import dev.semblance.query.SearchRequest;
import java.util.List;

/// Searches a collection by the same call as users. *Safe for use by many threads.*
///
/// The dense lane may be approximate; [ExactRetriever] shows what that costs.
///
/// @param lanes several are fused
public record CollectionRetriever(DocumentCollection collection, List<Lane> lanes)
    implements Retriever {
  public CollectionRetriever {
    lanes = List.copyOf(lanes);
  }

  @Override
  public List<List<ScoredId>> rank(List<JudgedQuery> queries, int depth) {
    Page page = Page.first(Math.min(depth, Page.MAX_K));
    return queries.stream().map(query -> rank(query, page)).toList();
  }

  private List<ScoredId> rank(JudgedQuery query, Page page) {
    return collection.search(SearchRequest.of(query.text(), lanes, page)).hits().stream()
        .map(hit -> new ScoredId(hit.id(), hit.score()))
        .toList();
  }
}
