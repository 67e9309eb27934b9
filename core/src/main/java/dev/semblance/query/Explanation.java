package dev.semblance.query;

import java.time.Duration;
import java.util.Map;

/// How the hits of a search came about.
///
/// @param fusion name of the rule, or `none` where one lane was searched
/// @param window candidates that each lane could give
/// @param lanes by name, what each lane gave
/// @param timings by step: a lane's name (with the embedding of the query; lanes run side by side),
///   `fusion` and `documents`
public record Explanation(
    String fusion, int window, Map<String, LaneSummary> lanes, Map<String, Duration> timings) {

  /// @param weight of the lane
  /// @param candidates that it returned
  /// @param highest raw score of them, 0 without candidates
  /// @param lowest raw score of them, 0 without candidates
  public record LaneSummary(double weight, int candidates, double highest, double lowest) {}
}
