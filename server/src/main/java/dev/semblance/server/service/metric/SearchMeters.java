package dev.semblance.server.service.metric;

import dev.semblance.SemblanceException;
import dev.semblance.server.metric.Counter;
import dev.semblance.server.metric.Exposition;
import dev.semblance.server.metric.Family;
import dev.semblance.server.metric.Histogram;
import dev.semblance.server.metric.MetricLabels;
import dev.semblance.server.request.CallMeter;
import java.util.Locale;

/// Searches by outcome and by the time they took. The collection is no label: clients create
/// collections, and each would add its series for ever. *Safe for use by many threads.*
final class SearchMeters {
  private final Family<Counter> requests =
      Family.counters("semblance_search_requests_total", "Searches by their outcome");
  private final Family<Histogram> seconds =
      Family.seconds("semblance_search_seconds", "Seconds from a search to its hits");

  CallMeter.Pending arrived(String route, String lanes) {
    MetricLabels labels = MetricLabels.of("route", route).and("lanes", lanes);
    long start = System.nanoTime();
    return new CallMeter.Pending() {
      @Override
      public void answered(Object hits) {
        requests.of(labels.and("outcome", "ok")).add(1);
        seconds.of(labels).record((System.nanoTime() - start) / 1e9);
      }

      @Override
      public void failed(SemblanceException fault) {
        requests.of(labels.and("outcome", fault.fault().name().toLowerCase(Locale.ROOT))).add(1);
      }
    };
  }

  void write(Exposition out) {
    requests.write(out);
    seconds.write(out);
  }
}
