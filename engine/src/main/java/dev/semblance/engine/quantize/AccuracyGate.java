package dev.semblance.engine.quantize;

/// Least similarity to float32 vectors for a plan to pass.
///
/// @param mean least mean cosine, up to 1
/// @param firstPercentile least cosine of all but the worst hundredth
public record AccuracyGate(double mean, double firstPercentile) {
  public static final AccuracyGate STANDARD = new AccuracyGate(0.99, 0.97);

  boolean passes(Drift drift) {
    return drift.mean() >= mean && drift.firstPercentile() >= firstPercentile;
  }
}
