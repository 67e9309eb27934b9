package dev.semblance.server.http;

import dev.semblance.server.http.wire.Exchange;
import dev.semblance.server.service.metric.Meters;

/// `/metrics`, for Prometheus. *Safe for use by many threads.*
///
/// @param meters the metrics
record MetricsRoute(Meters meters) {
  private static final String TEXT_FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  void metrics(Exchange exchange) {
    exchange.contentType(TEXT_FORMAT).result(meters.text());
  }
}
