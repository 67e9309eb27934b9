package dev.semblance.query;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.fusion.FusionRule;
import dev.semblance.fusion.FusionRules;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// How the hits of a search are found and ordered.
///
/// @param lanes at least one, each once; several are fused
/// @param fusion how several are fused; without effect on one
/// @param window candidates of each lane, 1 … 10,000: the same for every page, so that scores
///   cannot depend on the page; paging ends where the window ends
public record Retrieval(List<Lane> lanes, FusionRule fusion, int window) {
  public static final int MAX_WINDOW = 10_000;

  /// Candidates of each lane when lanes are fused.
  private static final int FUSED_WINDOW = 200;

  /// Candidates of a lane that is searched alone.
  private static final int SINGLE_WINDOW = 1_000;

  public Retrieval {
    lanes = List.copyOf(lanes);
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
    if (window < 1 || window > MAX_WINDOW) {
      throw new SemblanceException(
          Fault.INVALID, "`window` must be between 1 and " + MAX_WINDOW + ". Given: " + window);
    }
  }

  /// The window of a request that gives none.
  public static int usualWindow(List<Lane> lanes) {
    return lanes.size() == 1 ? SINGLE_WINDOW : FUSED_WINDOW;
  }

  /// Some lanes, fused by [FusionRules#DEFAULT] over the usual window: 200 candidates of each of
  /// several, 1,000 of a single one.
  public static Retrieval of(List<Lane> lanes) {
    return new Retrieval(lanes, FusionRules.DEFAULT, usualWindow(lanes));
  }
}
