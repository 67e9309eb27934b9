package dev.semblance.server.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// Labels of one series. Immutable.
///
/// @param values by name, in the order in which they are written
public record MetricLabels(SequencedMap<String, String> values) {
  public static final MetricLabels NONE = new MetricLabels(new LinkedHashMap<>());

  public MetricLabels {
    values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
  }

  public static MetricLabels of(String name, String value) {
    return NONE.and(name, value);
  }

  public MetricLabels and(String name, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(values);
    more.put(name, value);
    return new MetricLabels(more);
  }

  /// In Prometheus's text format, braces included; nothing for none.
  @Override
  public String toString() {
    if (values.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    values.forEach((name, value) ->
        out.append(out.isEmpty() ? '{' : ',')
            .append(name)
            .append("=\"")
            .append(escaped(value))
            .append('"'));
    return out.append('}').toString();
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}
