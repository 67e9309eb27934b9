package dev.semblance.server.service.tei;

import dev.semblance.SemblanceException;
import dev.semblance.server.metric.Counter;
import dev.semblance.server.metric.Exposition;
import dev.semblance.server.metric.Family;
import dev.semblance.server.metric.Histogram;
import dev.semblance.server.metric.MetricLabels;
import dev.semblance.server.request.Accounted;
import dev.semblance.server.request.CallMeter.Pending;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/// Metrics of requests by text-embeddings-inference's names and labels, for its dashboards. *Safe
/// for use by many threads.*
///
/// Counters named `request` count requests; those named after a task count inputs, once it is known
/// that they reached the tokenizer. Durations named after a task are those of single inputs.
public final class TeiMeters {
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

  public TeiMeters() {
    for (MeteredTask task : MeteredTask.values()) {
      tasks.put(task, TaskFamilies.of(task));
    }
    length.one();
  }

  /// Counts a request.
  ///
  /// @param listed whether its inputs came as a list
  public void arrived(boolean listed) {
    count.of(method(listed)).add(1);
  }

  /// The outcome of a request that has been counted.
  public Pending pending(MeteredTask task, boolean listed, int inputs) {
    return new Pending() {
      @Override
      public void answered(Object reply) {
        if (reply instanceof Accounted accounted) {
          success.of(method(listed)).add(1);
          of(task).count.one().add(inputs);
          TeiMeters.this.answered(task, accounted);
        }
      }

      @Override
      public void failed(SemblanceException fault) {
        TeiFailure failed = TeiFailure.of(fault);
        if (failed.countsInputs()) {
          of(task).count.one().add(inputs);
        }
        failure.of(failed.label()).add(1);
      }
    };
  }

  /// The outcome of a request of which only failures are counted.
  public Pending failuresOnly() {
    return new Pending() {
      @Override
      public void answered(Object reply) {}

      @Override
      public void failed(SemblanceException fault) {
        failure.of(TeiFailure.of(fault).label()).add(1);
      }
    };
  }

  private void answered(MeteredTask task, Accounted reply) {
    of(task).success.one().add(reply.answered());
    request.record(reply.cost().total(), reply.cost().timing());
    reply
        .timings()
        .forEach(timing ->
            of(task).times.record(timing.tokenize() + timing.queue() + timing.compute(), timing));
    reply.lengths().forEach(length.one()::record);
  }

  public void write(Exposition out) {
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

  private static MetricLabels method(boolean listed) {
    return MetricLabels.of("method", listed ? "batch" : "single");
  }
}
