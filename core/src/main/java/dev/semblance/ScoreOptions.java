package dev.semblance;

/// How scores are computed.
///
/// @param raw logits, without the sigmoid or softmax that the model declares or its number of
///   labels implies
/// @param truncation what happens to inputs that are too long
/// @param scheduling priority and deadline
public record ScoreOptions(boolean raw, Truncation truncation, Scheduling scheduling) {
  /// Finished scores, cut on the right, interactive.
  public static final ScoreOptions DEFAULT =
      new ScoreOptions(false, Truncation.RIGHT, Scheduling.INTERACTIVE);

  public ScoreOptions with(Scheduling changed) {
    return new ScoreOptions(raw, truncation, changed);
  }
}
