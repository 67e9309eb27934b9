package dev.semblance.search.evaluate;

import dev.semblance.collection.DocumentCollection;
import dev.semblance.collection.Lane;
import dev.semblance.collection.SearchRequest;
import java.util.List;
import java.util.Set;

/// Asks a corpus as its users do. *Safe for use by many threads.*
///
/// Its dense lane may be approximate: what that costs shows against [ExactRetriever].
///
/// @param lanes which lanes search; more than one are fused
public record CollectionRetriever(DocumentCollection corpus, Set<Lane> lanes) implements Retriever {
  public CollectionRetriever {
    lanes = Set.copyOf(lanes);
  }

  @Override
  public List<List<ScoredId>> rank(List<Query> queries, int depth) {
    int limit = Math.min(depth, SearchRequest.MAX_LIMIT);
    return queries.stream().map(query -> rank(query, limit)).toList();
  }

  private List<ScoredId> rank(Query query, int limit) {
    return corpus.search(new SearchRequest(query.text(), lanes, limit, 0)).stream()
        .map(hit -> new ScoredId(hit.id(), hit.score()))
        .toList();
  }
}
