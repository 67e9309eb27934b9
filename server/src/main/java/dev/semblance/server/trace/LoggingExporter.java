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

/// Hands spans on to another exporter. One log line says that they are not taken, and one that they
/// are again, however often they were tried. *Safe for use by many threads.*
final class LoggingExporter implements SpanExporter {
  private static final org.slf4j.Logger LOG =
      org.slf4j.LoggerFactory.getLogger(LoggingExporter.class);

  /// OpenTelemetry's own lines, which repeat themselves; held, because the JDK forgets a logger,
  /// and its level, that nobody holds.
  private static final Logger THEIRS = Logger.getLogger("io.opentelemetry");

  private final SpanExporter exporter;
  private final String endpoint;
  private final AtomicBoolean failing = new AtomicBoolean();

  /// @param endpoint for people
  LoggingExporter(SpanExporter exporter, String endpoint) {
    this.exporter = exporter;
    this.endpoint = endpoint;
    THEIRS.setLevel(Level.OFF);
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    return result.whenComplete(() -> tell(result));
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  private void tell(CompletableResultCode result) {
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

  /// The first thing that went wrong with the network; nothing did where the collector answered.
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
