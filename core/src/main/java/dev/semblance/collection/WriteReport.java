package dev.semblance.collection;

import java.util.List;

/// The result of a write: an outcome for each document, in the order given.
///
/// @param outcomes one for each document
/// @param tokens how many tokens were embedded
public record WriteReport(List<Outcome> outcomes, long tokens) {
  public WriteReport {
    outcomes = List.copyOf(outcomes);
  }

  public long accepted() {
    return outcomes.stream().filter(Outcome.Accepted.class::isInstance).count();
  }
}
