package dev.semblance.collection;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A search in a collection.
///
/// @param query text that is searched for, not blank
/// @param lanes at least one, each once; several are fused
/// @param fusion how several are fused
/// @param page which hits are returned
public record SearchRequest(String query, List<Lane> lanes, FusionRule fusion, Page page) {
  public SearchRequest {
    lanes = List.copyOf(lanes);
    if (query.isBlank()) {
      throw new SemblanceException(Fault.INVALID, "`query` cannot be empty");
    }
    if (lanes.isEmpty()) {
      throw new SemblanceException(Fault.INVALID, "a search needs at least one lane");
    }
    Set<String> names = new HashSet<>();
    for (Lane lane : lanes) {
      if (!names.add(lane.name())) {
        throw new SemblanceException(
            Fault.INVALID, "lane `" + lane.name() + "` is named twice; name each lane once");
      }
    }
  }

  /// Searches some lanes; several are fused by [FusionRule#DEFAULT].
  public static SearchRequest of(String query, List<Lane> lanes, Page page) {
    return new SearchRequest(query, lanes, FusionRule.DEFAULT, page);
  }

  /// The first `k` hits of all lanes together.
  public static SearchRequest hybrid(String query, int k) {
    return of(query, Lane.ALL, Page.first(k));
  }
}
