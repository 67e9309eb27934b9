package dev.semblance.server.http;

import dev.semblance.server.http.wire.Exchange;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Writes one log line for each request, without inputs and without keys. *Safe for use by many
/// threads.*
final class RequestLog {
  static final String LOGGER = "dev.semblance.requests";

  private static final Logger LOG = Logger.getLogger(LOGGER);

  private final boolean enabled;

  /// @param enabled whether requests are logged
  RequestLog(boolean enabled) {
    this.enabled = enabled;
  }

  /// Logs a request and its outcome.
  ///
  /// @param start when it arrived, by [System#nanoTime]
  void answered(Exchange exchange, long start) {
    if (!enabled) {
      return;
    }
    double millis = (System.nanoTime() - start) / (double) TimeUnit.MILLISECONDS.toNanos(1);
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("method", exchange.method());
    fields.put("path", exchange.path());
    fields.put("status", exchange.status());
    fields.put("ms", Double.valueOf(String.format(Locale.ROOT, "%.3f", millis)));
    String tokens = exchange.answerHeader("x-compute-tokens");
    if (tokens != null) {
      fields.put("tokens", Long.valueOf(tokens));
    }
    String key = exchange.context().permit().keyName();
    if (!key.isEmpty()) {
      fields.put("key", key);
    }
    LogRecord line = new LogRecord(Level.INFO, words(fields));
    line.setLoggerName(LOGGER);
    line.setParameters(new Object[] {fields});
    LOG.log(line);
  }

  /// `POST /embed 200 1.234 ms, tokens 5, key search`. Control characters of the path are replaced,
  /// so that a client cannot forge lines.
  private static String words(Map<String, Object> fields) {
    StringBuilder line = new StringBuilder();
    line.append(fields.get("method")).append(' ');
    line.append(String.valueOf(fields.get("path")).replaceAll("\\p{Cntrl}", "?")).append(' ');
    line.append(fields.get("status")).append(' ').append(fields.get("ms")).append(" ms");
    for (String more : new String[] {"tokens", "key"}) {
      if (fields.containsKey(more)) {
        line.append(", ").append(more).append(' ').append(fields.get(more));
      }
    }
    return line.toString();
  }
}
