package dev.semblance.collection;

import java.util.List;

/// What a search found.
///
/// @param hits best first
/// @param windowEnded whether further pages are empty only because each lane gave as many
///   candidates as the window holds: there may be more documents that match
public record SearchResult(List<Hit> hits, boolean windowEnded) {
  public SearchResult {
    hits = List.copyOf(hits);
  }
}
