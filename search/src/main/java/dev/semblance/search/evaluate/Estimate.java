package dev.semblance.search.evaluate;

/// A measured value with its 95 % confidence interval over queries of the same kind.
public record Estimate(double value, double low, double high) {
  /// Whether zero is outside the interval: a difference is significant then.
  public boolean excludesZero() {
    return low > 0 || high < 0;
  }
}
