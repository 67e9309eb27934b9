package dev.semblance.server.service.metric;

import dev.semblance.Fault;
import dev.semblance.server.metric.Counter;
import dev.semblance.server.metric.Exposition;
import dev.semblance.server.metric.Family;
import dev.semblance.server.metric.Histogram;
import dev.semblance.server.metric.MetricLabels;
import dev.semblance.server.request.Accounted;
import dev.semblance.server.request.Cost;
import java.util.Locale;

/// Metrics of requests by model and route. *Safe for use by many threads.*
final class RouteMeters {
  private final Family<Counter> requests =
      Family.counters("semblance_requests_total", "Requests by what became of them");
  private final Family<Counter> inputs =
      Family.counters("semblance_inputs_total", "Inputs that were answered");
  private final Family<Counter> tokens =
      Family.counters("semblance_tokens_total", "Tokens of inputs that were answered");
  private final Family<Histogram> seconds =
      Family.seconds("semblance_request_seconds", "Seconds from a call to its answer");

  void answered(MetricLabels labels, Accounted reply) {
    Cost cost = reply.cost();
    requests.of(labels.and("outcome", "ok")).add(1);
    inputs.of(labels).add(reply.answered());
    tokens.of(labels).add(cost.tokens());
    seconds.of(labels).record(cost.total() / 1e9);
  }

  void failed(MetricLabels labels, Fault fault) {
    requests.of(labels.and("outcome", fault.name().toLowerCase(Locale.ROOT))).add(1);
  }

  void write(Exposition out) {
    requests.write(out);
    inputs.write(out);
    tokens.write(out);
    seconds.write(out);
  }
}
