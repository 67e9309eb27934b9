package dev.semblance.server.http;

import dev.semblance.server.http.wire.Exchange;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// One log line a request. Neither text nor a key ever stands in it. *Safe for use by many
/// threads.*
final class RequestLog {
  static final String LOGGER = "dev.semblance.requests";

  private static final Logger LOG = Logger.getLogger(LOGGER);

  private final boolean on;

  /// @param on whether there is a line at all
  RequestLog(boolean on) {
    this.on = on;
  }

  /// Tells what became of a request.
  ///
  /// @param start when it came, by [System#nanoTime]
  void answered(Exchange exchange, long start) {
    if (!on) {
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

  /// `POST /embed 200 1.234 ms, tokens 5, key search`; what a client sent as a path cannot break
  /// it.
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
