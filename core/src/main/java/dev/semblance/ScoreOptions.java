package dev.semblance;

/// How a request wants its scores.
///
/// @param raw the model's own numbers, without the sigmoid or softmax that it declares or that its
///   number of labels implies
/// @param truncation what happens to inputs that are too long
/// @param patience who waits, and how long
public record ScoreOptions(boolean raw, Truncation truncation, Patience patience) {
  /// Finished scores, cut on the right, interactive.
  public static final ScoreOptions DEFAULT =
      new ScoreOptions(false, Truncation.RIGHT, Patience.INTERACTIVE);

  public ScoreOptions with(Patience changed) {
    return new ScoreOptions(raw, truncation, changed);
  }
}
