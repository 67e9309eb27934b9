package dev.semblance.search.evaluate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The result of an evaluation, ready to be printed.
///
/// @param figures name (`ndcg@10`, `spearman` …) → value and interval, in order
/// @param counts what was measured on: `queries` and `documents`, or `pairs`
/// @param seconds it took, embedding and indexing included
/// @param notes remarks, one sentence each
public record Report(
    Map<String, Estimate> figures, Map<String, Long> counts, double seconds, List<String> notes) {

  /// The report as one JSON object: each figure's value by its name, the counts, `seconds`, and
  /// under `intervals` the 95 % interval of each figure as `[low, high]`.
  public Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    Map<String, Object> intervals = new LinkedHashMap<>();
    figures.forEach((name, figure) -> {
      json.put(name, figure.value());
      intervals.put(name, List.of(figure.low(), figure.high()));
    });
    json.putAll(counts);
    json.put("seconds", seconds);
    json.put("intervals", intervals);
    if (!notes.isEmpty()) {
      json.put("notes", notes);
    }
    return json;
  }
}
