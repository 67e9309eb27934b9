package dev.semblance.search.evaluate;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The rankings of a system: for each query its documents in trec_eval's order, whatever order they
/// are given in. *Safe for use by many threads.*
///
/// @param tag the system's name in run files
/// @param rankings query id → ranking, each in [ScoredId#TREC_ORDER]
public record Run(String tag, Map<String, List<ScoredId>> rankings) {
  /// @throws SemblanceException INVALID for a document twice in one ranking, or a score that is no
  ///   number
  public Run {
    Map<String, List<ScoredId>> sorted = new LinkedHashMap<>();
    rankings.forEach((query, ranking) -> sorted.put(query, checked(query, ranking)));
    rankings = Collections.unmodifiableMap(sorted);
  }

  /// One query's ranking; empty when there is none.
  public List<ScoredId> of(String query) {
    return rankings.getOrDefault(query, List.of());
  }

  private static List<ScoredId> checked(String query, List<ScoredId> ranking) {
    Set<String> seen = new HashSet<>();
    for (ScoredId hit : ranking) {
      if (Double.isNaN(hit.score())) {
        throw invalid(query, hit, "has a score that is not a number");
      }
      if (!seen.add(hit.id())) {
        throw invalid(query, hit, "occurs twice");
      }
    }
    return ranking.stream().sorted(ScoredId.TREC_ORDER).toList();
  }

  private static SemblanceException invalid(String query, ScoredId hit, String fact) {
    return new SemblanceException(
        Fault.INVALID, "query '" + query + "': document '" + hit.id() + "' " + fact);
  }
}
