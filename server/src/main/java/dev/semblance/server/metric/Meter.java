package dev.semblance.server.metric;

/// One series that is written by requests and read by Prometheus. *Safe for use by many threads.*
public sealed interface Meter permits Counter, Histogram {
  /// Writes its samples.
  void write(Exposition out, String name, MetricLabels labels);
}
