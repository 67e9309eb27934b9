package dev.semblance.server.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Passes spans to another exporter, and logs one line when they are no longer accepted and one
/// when they are again. *Safe for use by many threads.*
final class LoggingExporter implements SpanExporter {
  private static final org.slf4j.Logger LOG =
      org.slf4j.LoggerFactory.getLogger(LoggingExporter.class);

  /// OpenTelemetry's own logger, switched off because it repeats its lines. Referenced here,
  /// because the JDK discards a logger with its level when nothing refers to it.
  private static final Logger OPENTELEMETRY_LOGGER = Logger.getLogger("io.opentelemetry");

  private final SpanExporter exporter;
  private final String endpoint;
  private final AtomicBoolean failing = new AtomicBoolean();

  /// @param endpoint for messages
  LoggingExporter(SpanExporter exporter, String endpoint) {
    this.exporter = exporter;
    this.endpoint = endpoint;
    OPENTELEMETRY_LOGGER.setLevel(Level.OFF);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> logChange(result));
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  private void logChange(CompletableResultCode result) {
    if (failing.compareAndSet(result.isSuccess(), !result.isSuccess())) {
      if (result.isSuccess()) {
        LOG.info("traces are taken again at {}", endpoint);
      } else {
        LOG.warn(
            "traces are not taken at {}, and dropped until they are: {}",
            endpoint,
            reason(result.getFailureThrowable()));
      }
    }
  }

  /// The first network error; null where the collector answered.
  private static String reason(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof IOException) {
        return cause.toString();
      }
    }
    return failure == null || failure.getCause() == null
        ? "it does not accept them"
        : failure.getCause().toString();
  }
}
