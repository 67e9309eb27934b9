package dev.semblance.server.metric;

import dev.semblance.server.metric.Exposition.Kind;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// The series of one metric, one for each set of labels used. *Safe for use by many threads.*
public final class Family<M extends Meter> {
  private final String name;
  private final Kind kind;
  private final String help;
  private final Supplier<M> first;
  private final Map<MetricLabels, M> series = new ConcurrentHashMap<>();

  private Family(String name, Kind kind, String help, Supplier<M> first) {
    this.name = name;
    this.kind = kind;
    this.help = help;
    this.first = first;
  }

  public static Family<Counter> counters(String name, String help) {
    return new Family<>(name, Kind.COUNTER, help, Counter::new);
  }

  public static Family<Histogram> seconds(String name, String help) {
    return new Family<>(name, Kind.HISTOGRAM, help, Histogram::ofSeconds);
  }

  public static Family<Histogram> lengths(String name, String help) {
    return new Family<>(name, Kind.HISTOGRAM, help, Histogram::ofLengths);
  }

  public M of(MetricLabels labels) {
    return series.computeIfAbsent(labels, _ -> first.get());
  }

  /// The single series of a metric without labels.
  public M one() {
    return of(MetricLabels.NONE);
  }

  public void write(Exposition out) {
    out.family(name, kind, help);
    series.entrySet().stream()
        .sorted(Comparator.comparing(entry -> entry.getKey().toString()))
        .forEach(entry -> entry.getValue().write(out, name, entry.getKey()));
  }
}
