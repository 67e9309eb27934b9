package dev.semblance.collection;

import java.util.List;

/// What became of each document of a write, in the order given.
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

  /// The fate of one document.
  public sealed interface Outcome {
    String id();

    /// On disk, and found from now on.
    record Accepted(String id) implements Outcome {}

    /// Not written; the reason says what to mend.
    record Refused(String id, String reason) implements Outcome {}
  }
}
