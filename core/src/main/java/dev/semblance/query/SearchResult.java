package dev.semblance.query;

import java.util.List;
import java.util.Optional;

/// What a search found.
///
/// @param hits of the page, best first
/// @param lanesWithoutResult names of the lanes that returned no candidate, such as the lexical
///   lane where no word of the query occurs; the others make up the scores
/// @param windowEnded whether further pages are empty only because each lane gave as many
///   candidates as the window holds: there may be more documents that match
/// @param explanation where the request asked for it
/// @param overview counts and the next page
public record SearchResult(
    List<Hit> hits,
    List<String> lanesWithoutResult,
    boolean windowEnded,
    Optional<Explanation> explanation,
    Overview overview) {
  /// Nothing found, nothing to say of it.
  public static final SearchResult EMPTY =
      new SearchResult(List.of(), List.of(), false, Optional.empty(), Overview.NONE);

  public SearchResult {
    hits = List.copyOf(hits);
    lanesWithoutResult = List.copyOf(lanesWithoutResult);
  }
}
