package dev.semblance.search.pipeline;

import dev.semblance.collection.Candidate;
import dev.semblance.query.Explanation;
import dev.semblance.query.Explanation.LaneSummary;
import dev.semblance.query.Hit;
import dev.semblance.query.Overview;
import dev.semblance.query.SearchRequest;
import dev.semblance.query.SearchResult;
import dev.semblance.rank.Fusion;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// What a search says of itself beside its hits.
///
/// @param lanes what each gave
/// @param times of the steps
record SearchSummary(SearchRequest request, List<LaneResult> lanes, StepTimes times) {

  SearchResult result(List<Hit> hits, SearchPage page, Overview overview) {
    boolean full = lanes.stream().anyMatch(LaneResult::full);
    List<String> without =
        lanes.stream().filter(LaneResult::isEmpty).map(SearchSummary::name).toList();
    return new SearchResult(
        hits,
        without,
        full && page.reachesEnd(),
        request.page().detail().explain() ? Optional.of(explanation()) : Optional.empty(),
        overview);
  }

  private Explanation explanation() {
    boolean fused = lanes.size() > 1;
    Map<String, LaneSummary> summaries = new LinkedHashMap<>();
    lanes.forEach(lane -> summaries.put(name(lane), summary(lane, fused)));
    Stream<String> steps =
        Stream.concat(summaries.keySet().stream(), Stream.of("fusion", "documents"));
    return new Explanation(
        fused ? request.retrieval().fusion().name() : "none",
        request.retrieval().window(),
        summaries,
        times.inOrder(steps.toList()));
  }

  private LaneSummary summary(LaneResult lane, boolean fused) {
    List<Candidate> candidates = lane.ranking().candidates();
    double weight = fused ? Fusion.weight(lane.ranking(), request.retrieval().fusion()) : 1;
    return lane.isEmpty()
        ? new LaneSummary(weight, 0, 0, 0)
        : new LaneSummary(
            weight, candidates.size(), candidates.getFirst().score(), candidates.getLast().score());
  }

  private static String name(LaneResult lane) {
    return lane.ranking().lane().name();
  }
}
