package dev.semblance.server.metric;

/// One series of a metric. *Safe for use by many threads.*
public sealed interface Meter permits Counter, Histogram {
  /// Writes its samples.
  void write(Exposition out, String name, MetricLabels labels);
}
