package dev.semblance.server.metric;

import java.math.BigDecimal;
import java.util.Locale;

/// Metrics in Prometheus's [text format][format] 0.0.4. *One thread at a time.*
///
/// [format]: https://prometheus.io/docs/instrumenting/exposition_formats/
public final class Exposition {
  /// Type of a metric.
  public enum Kind {
    /// A number that only grows.
    COUNTER,
    /// A number of this moment.
    GAUGE,
    /// How often values fell below bounds.
    HISTOGRAM
  }

  private final StringBuilder out = new StringBuilder();

  /// Starts the samples of a metric.
  ///
  /// @param help one sentence, without line breaks and backslashes
  public void family(String name, Kind kind, String help) {
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ');
    out.append(kind.name().toLowerCase(Locale.ROOT)).append('\n');
  }

  public void sample(String name, MetricLabels labels, double value) {
    sample(name, labels, number(value));
  }

  public void sample(String name, MetricLabels labels, long value) {
    sample(name, labels, Long.toString(value));
  }

  /// A histogram's samples.
  ///
  /// @param bounds ascending
  /// @param counts how many values fell at or below each bound and above the one before, and last
  ///   how many above them all
  public void histogram(
      String name, MetricLabels labels, double[] bounds, long[] counts, double sum) {
    long below = 0;
    for (int i = 0; i < bounds.length; i++) {
      below += counts[i];
      sample(name + "_bucket", labels.and("le", number(bounds[i])), below);
    }
    below += counts[bounds.length];
    sample(name + "_bucket", labels.and("le", "+Inf"), below);
    sample(name + "_sum", labels, sum);
    sample(name + "_count", labels, below);
  }

  private void sample(String name, MetricLabels labels, String value) {
    out.append(name).append(labels).append(' ').append(value).append('\n');
  }

  public String text() {
    return out.toString();
  }

  /// Plain decimals: whole numbers without a point, as text-embeddings-inference writes bounds.
  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }
}
