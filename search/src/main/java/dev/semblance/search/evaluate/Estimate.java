package dev.semblance.search.evaluate;

/// A measured value and the interval it would fall into 95 times of 100, had other queries of the
/// same kind been asked.
public record Estimate(double value, double low, double high) {
  /// Whether zero lies outside the interval: what a difference must pass to be called one.
  public boolean excludesZero() {
    return low > 0 || high < 0;
  }
}
