package dev.semblance.search.pipeline;

import dev.semblance.query.Page;
import dev.semblance.rank.Fused;
import java.util.List;

/// The page of a search among its ranked candidates.
///
/// @param hits of the page
/// @param reachesEnd whether no candidate comes after it; false where a least score ends the hits
record SearchPage(List<Fused> hits, boolean reachesEnd) {
  static SearchPage of(List<Fused> ranked, Page page) {
    List<Fused> counted =
        page.minScore().isEmpty()
            ? ranked
            : ranked.stream()
                .takeWhile(fused -> fused.score() >= page.minScore().getAsDouble())
                .toList();
    int from = Math.min(page.offset(), counted.size());
    int to = Math.min(from + page.k(), counted.size());
    return new SearchPage(counted.subList(from, to), to == ranked.size());
  }
}
