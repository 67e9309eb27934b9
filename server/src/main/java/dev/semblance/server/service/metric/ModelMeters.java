package dev.semblance.server.service.metric;

import dev.semblance.Model;
import dev.semblance.Workload;
import dev.semblance.Workload.SizeHistogram;
import dev.semblance.server.metric.Exposition;
import dev.semblance.server.metric.Exposition.Kind;
import dev.semblance.server.metric.Histogram;
import dev.semblance.server.metric.MetricLabels;
import dev.semblance.server.models.ModelRegistry;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// Metrics of what models have computed and of their queues, read from the models when the metrics
/// are read. *Safe for use by many threads.*
final class ModelMeters {
  /// A metric with a value for each model.
  private record ModelSample(
      String name, Kind kind, String help, ToDoubleFunction<Workload> number) {}

  /// A histogram with powers of two as bounds.
  private record TallySample(
      String name, String help, int last, Function<Workload, SizeHistogram> tally) {}

  private static final TallySample SIZE =
      new TallySample("te_batch_next_size", "Inputs of a batch", 12, w -> w.batches().inputs());
  private static final TallySample TOKENS =
      new TallySample("te_batch_next_tokens", "Tokens of a batch", 20, w -> w.batches().tokens());

  private static final List<ModelSample> SAMPLES =
      List.of(
          gauge("queue_inputs", "Inputs that wait for a batch", w -> w.queue().inputs()),
          gauge("queue_tokens", "Tokens of inputs that wait", w -> w.queue().tokens()),
          gauge(
              "queue_oldest_seconds",
              "Seconds the oldest input has waited",
              w -> w.queue().oldest() / 1e9),
          counter(
              "queue_expired_inputs_total",
              "Inputs dropped at their deadline",
              w -> w.queue().expired()),
          counter(
              "queue_cancelled_inputs_total",
              "Inputs dropped because their callers gave up",
              w -> w.queue().cancelled()),
          counter(
              "batches_total",
              "Batches computed",
              w -> w.batches().inputs().counts().stream().mapToLong(n -> n).sum()),
          counter("batch_inputs_total", "Inputs computed", w -> w.batches().inputs().sum()),
          counter("batch_tokens_total", "Tokens computed", w -> w.batches().tokens().sum()),
          counter(
              "batch_padding_tokens_total",
              "Tokens computed for nothing, to fill a rectangle",
              w -> w.batches().padding()),
          counter(
              "truncated_inputs_total",
              "Inputs computed that had been cut to the length of the model",
              w -> w.batches().truncated()),
          counter("cache_hits_total", "Inputs answered from the cache", w -> w.cache().hits()),
          counter(
              "cache_misses_total",
              "Inputs looked up in the cache and computed",
              w -> w.cache().misses()));

  private ModelMeters() {}

  static void write(Exposition out, ModelRegistry registry) {
    Collection<Model> models = registry.open();
    List<Workload> loads = models.stream().map(Model::workload).toList();
    out.family("te_queue_size", Kind.GAUGE, "Inputs that wait for a batch");
    out.sample(
        "te_queue_size",
        MetricLabels.NONE,
        loads.stream().mapToLong(w -> w.queue().inputs()).sum());
    histogram(out, SIZE, loads);
    histogram(out, TOKENS, loads);
    List<MetricLabels> names =
        models.stream()
            .map(model -> MetricLabels.of("model", registry.shownName(model.card())))
            .toList();
    for (ModelSample sample : SAMPLES) {
      out.family(sample.name(), sample.kind(), sample.help());
      for (int i = 0; i < loads.size(); i++) {
        out.sample(sample.name(), names.get(i), sample.number().applyAsDouble(loads.get(i)));
      }
    }
  }

  /// Of all models together, without a label.
  private static void histogram(Exposition out, TallySample of, List<Workload> loads) {
    double[] bounds = Histogram.powers(of.last());
    long[] counts = new long[bounds.length + 1];
    double sum = 0;
    for (Workload load : loads) {
      SizeHistogram tally = of.tally().apply(load);
      sum += tally.sum();
      for (int i = 0; i < tally.counts().size(); i++) {
        counts[Math.min(i, bounds.length)] += tally.counts().get(i);
      }
    }
    out.family(of.name(), Kind.HISTOGRAM, of.help());
    out.histogram(of.name(), MetricLabels.NONE, bounds, counts, sum);
  }

  private static ModelSample counter(String name, String help, ToDoubleFunction<Workload> number) {
    return new ModelSample("semblance_" + name, Kind.COUNTER, help, number);
  }

  private static ModelSample gauge(String name, String help, ToDoubleFunction<Workload> number) {
    return new ModelSample("semblance_" + name, Kind.GAUGE, help, number);
  }
}
