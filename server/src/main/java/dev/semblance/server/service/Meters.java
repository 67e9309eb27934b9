package dev.semblance.server.service;

import dev.semblance.Embedded;
import dev.semblance.Fault;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/// What requests came and what became of them, by the names text-embeddings-inference gives. *Safe
/// for use by many threads.*
///
/// A counter counts requests where it is named so, and inputs where it is named after a task.
public final class Meters {
  /// What an input was for.
  enum Task {
    EMBED("te_embed"),
    PREDICT("te_predict");

    private final String prefix;

    Task(String prefix) {
      this.prefix = prefix;
    }
  }

  private static final String REQUEST = "te_request";

  private final Map<String, LongAdder> counters = new ConcurrentSkipListMap<>();
  private final SortedMap<String, Histogram> histograms = new TreeMap<>();

  Meters() {
    for (String prefix : new String[] {REQUEST, Task.EMBED.prefix, Task.PREDICT.prefix}) {
      for (String part : new String[] {"", "tokenization_", "queue_", "inference_"}) {
        histograms.put(prefix + "_" + part + "duration", Histogram.ofSeconds());
      }
    }
    histograms.put("te_request_input_length", Histogram.ofLengths());
    for (Task task : Task.values()) {
      counter(task.prefix + "_count");
      counter(task.prefix + "_success");
    }
  }

  /// A request came.
  void came(Task task, int inputs) {
    counter(REQUEST + "_count{method=\"" + method(inputs) + "\"}").increment();
    counter(task.prefix + "_count").add(inputs);
  }

  /// It was answered.
  void answered(Task task, int inputs, Cost cost) {
    counter(REQUEST + "_success{method=\"" + method(inputs) + "\"}").increment();
    counter(task.prefix + "_success").add(inputs);
    times(REQUEST, cost);
    times(task.prefix, cost);
  }

  /// One of its inputs had so many tokens.
  void read(int tokens) {
    histogram("te_request_input_length").record(tokens);
  }

  /// It failed.
  void failed(Fault fault) {
    String kind =
        switch (fault) {
          case EMPTY, INVALID, TOO_LARGE -> "validation";
          case NOT_FOUND, UNSUPPORTED -> "model_type";
          case OVERLOADED -> "overloaded";
          case CANCELLED -> "dropped";
          case BROKEN_MODEL, CORRUPT_INDEX, INTERNAL -> "inference";
        };
    counter(REQUEST + "_failure{err=\"" + kind + "\"}").increment();
  }

  /// All of them in Prometheus's text format.
  public String text() {
    StringBuilder out = new StringBuilder();
    String family = "";
    for (var counter : counters.entrySet()) {
      String name = counter.getKey().replaceFirst("\\{.*", "");
      if (!name.equals(family)) {
        out.append("# TYPE ").append(name).append(" counter\n");
        family = name;
      }
      out.append(counter.getKey()).append(' ').append(counter.getValue().sum()).append('\n');
    }
    histograms.forEach((name, histogram) -> {
      out.append("# TYPE ").append(name).append(" histogram\n");
      histogram.write(out, name);
    });
    return out.toString();
  }

  private void times(String prefix, Cost cost) {
    Embedded.Timing timing = cost.timing();
    histogram(prefix + "_duration").record(cost.total() / 1e9);
    histogram(prefix + "_tokenization_duration").record(timing.tokenize() / 1e9);
    histogram(prefix + "_queue_duration").record(timing.queue() / 1e9);
    histogram(prefix + "_inference_duration").record(timing.compute() / 1e9);
  }

  private LongAdder counter(String sample) {
    return counters.computeIfAbsent(sample, _ -> new LongAdder());
  }

  private Histogram histogram(String name) {
    Histogram histogram = histograms.get(name);
    if (histogram == null) {
      throw new IllegalStateException("no histogram " + name);
    }
    return histogram;
  }

  private static String method(int inputs) {
    return inputs == 1 ? "single" : "batch";
  }
}
