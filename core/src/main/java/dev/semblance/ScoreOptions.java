package dev.semblance;

/// How a request wants its scores.
///
/// @param raw the model's own numbers, without the sigmoid or softmax that it declares or that its
///   number of labels implies
/// @param truncation what happens to inputs that are too long
/// @param scheduling who waits, and how long
public record ScoreOptions(boolean raw, Truncation truncation, Scheduling scheduling) {
  /// Finished scores, cut on the right, interactive.
  public static final ScoreOptions DEFAULT =
      new ScoreOptions(false, Truncation.RIGHT, Scheduling.INTERACTIVE);

  public ScoreOptions with(Scheduling changed) {
    return new ScoreOptions(raw, truncation, changed);
  }
}
