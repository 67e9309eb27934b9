package dev.semblance.server.service;

import dev.semblance.Fault;
import dev.semblance.server.metric.Counter;
import dev.semblance.server.metric.Exposition;
import dev.semblance.server.metric.Family;
import dev.semblance.server.metric.Histogram;
import dev.semblance.server.metric.MetricLabels;
import dev.semblance.server.service.Meters.MeteredTask;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Metrics of requests by text-embeddings-inference's names and labels, for its dashboards. *Safe
/// for use by many threads.*
///
/// Counters named `request` count requests; those named after a task count inputs.
final class TeiMeters {
  private final Family<Counter> count = Family.counters("te_request_count", "Requests that came");
  private final Family<Counter> success =
      Family.counters("te_request_success", "Requests that were answered");
  private final Family<Counter> failure =
      Family.counters("te_request_failure", "Requests that were refused or failed");
  private final Family<Histogram> length =
      Family.lengths("te_request_input_length", "Tokens of an input");
  private final TaskMeters request = TaskMeters.of("te_request", "all requests");
  private final Map<MeteredTask, TaskFamilies> tasks = new EnumMap<>(MeteredTask.class);

  /// Metrics of one task.
  private record TaskFamilies(Family<Counter> count, Family<Counter> success, TaskMeters times) {
    static TaskFamilies of(MeteredTask task) {
      String requests = "requests to " + task.verb();
      TaskFamilies families =
          new TaskFamilies(
              Family.counters(task.prefix() + "_count", "Inputs that came, of " + requests),
              Family.counters(
                  task.prefix() + "_success", "Inputs that were answered, of " + requests),
              TaskMeters.of(task.prefix(), requests));
      families.count.one();
      families.success.one();
      return families;
    }
  }

  TeiMeters() {
    for (MeteredTask task : MeteredTask.values()) {
      tasks.put(task, TaskFamilies.of(task));
    }
    length.one();
  }

  void arrived(MeteredTask task, int inputs) {
    count.of(method(inputs)).add(1);
    of(task).count.one().add(inputs);
  }

  void answered(MeteredTask task, int inputs, Accounted reply) {
    success.of(method(inputs)).add(1);
    of(task).success.one().add(reply.answered());
    request.record(reply.cost());
    of(task).times.record(reply.cost());
    reply.lengths().forEach(length.one()::record);
  }

  void failed(Fault fault) {
    String kind =
        switch (fault) {
          case EMPTY, INVALID -> "validation";
          case TOO_LARGE -> "batch_size";
          case UNTOKENIZABLE -> "tokenization";
          case NOT_FOUND, UNSUPPORTED -> "model_type";
          case OVERLOADED -> "overloaded";
          case CANCELLED -> "dropped";
          case BROKEN_MODEL, CORRUPT_INDEX, DISK_FULL, INTERNAL -> "inference";
        };
    failure.of(MetricLabels.of("err", kind)).add(1);
  }

  void write(Exposition out) {
    count.write(out);
    success.write(out);
    failure.write(out);
    request.families().forEach(family -> family.write(out));
    length.write(out);
    for (TaskFamilies task : tasks.values()) {
      task.count.write(out);
      task.success.write(out);
      task.times.families().forEach(family -> family.write(out));
    }
  }

  private TaskFamilies of(MeteredTask task) {
    return Objects.requireNonNull(tasks.get(task));
  }

  private static MetricLabels method(int inputs) {
    return MetricLabels.of("method", inputs == 1 ? "single" : "batch");
  }
}
