package dev.semblance.engine.embed;

/// Bounds of what waits and of what runs together.
///
/// @param waiting inputs that may wait at once; more are refused (OVERLOADED) or made to wait, by
///   urgency
/// @param batchTokens tokens of one batch, `n`; an input longer than this runs alone
/// @param batchInputs inputs of one batch, `b`
public record QueueLimits(int waiting, int batchTokens, int batchInputs) {
  public static final QueueLimits STANDARD = new QueueLimits(4096, 8192, 256);

  public QueueLimits {
    if (waiting < 1 || batchTokens < 1 || batchInputs < 1) {
      throw new IllegalArgumentException(
          "queue limits must be positive: " + waiting + ", " + batchTokens + ", " + batchInputs);
    }
  }
}
