package dev.semblance.server.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.trace.OtlpGrpcSpanExporter;
import io.opentelemetry.sdk.common.export.RetryPolicy;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// OpenTelemetry tracing over OTLP. Every request is recorded, except where its client's trace
/// context says that the trace is not recorded. Spans that the collector does not accept are
/// dropped. *Safe for use by many threads.*
///
/// Source: W3C Trace Context; OpenTelemetry's semantic conventions for HTTP, RPC and generative AI.
public final class OtlpTracing implements Tracing {
  private static final Duration EXPORT_INTERVAL = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MAX_QUEUED_SPANS = 8_192;

  /// Bridges a restart of the collector; a longer outage is logged soon.
  private static final RetryPolicy RETRIES =
      RetryPolicy.builder()
          .setMaxAttempts(3)
          .setInitialBackoff(Duration.ofMillis(300))
          .setMaxBackoff(Duration.ofSeconds(1))
          .build();

  private final SdkTracerProvider spans;
  private final Tracer tracer;

  private OtlpTracing(SdkTracerProvider spans) {
    this.spans = spans;
    this.tracer = spans.get("dev.semblance");
  }

  /// Starts tracing. A collector that cannot be reached is retried in the background.
  ///
  /// @param version of the server
  public static Tracing open(OtlpSettings settings, String version) {
    return new OtlpTracing(
        SdkTracerProvider.builder()
            .setResource(resource(settings.service(), version))
            .setSampler(Sampler.parentBased(Sampler.alwaysOn()))
            .addSpanProcessor(
                BatchSpanProcessor.builder(
                        new LoggingExporter(exporter(settings), settings.shown()))
                    .setScheduleDelay(EXPORT_INTERVAL)
                    .setMaxQueueSize(MAX_QUEUED_SPANS)
                    .setExporterTimeout(TIMEOUT)
                    .build())
            .build());
  }

  @Override
  public Trace begin(RequestKind kind, Headers headers) {
    Context parent =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, Getter.ONE);
    Beginning now = Beginning.now();
    Span span =
        tracer
            .spanBuilder(kind.name())
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent)
            .setAllAttributes(attributes(kind))
            .setStartTimestamp(now.at(now.nanos()), TimeUnit.NANOSECONDS)
            .startSpan();
    return span.isRecording() ? new OtlpTrace(tracer, span, kind, now) : Trace.NONE;
  }

  @Override
  public void close() {
    var _ = spans.shutdown().join(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Attributes attributes(RequestKind kind) {
    return switch (kind) {
      case RequestKind.Http(String method, String route) ->
          Attributes.of(
              AttributeKey.stringKey("http.request.method"),
              method,
              AttributeKey.stringKey("http.route"),
              route);
      case RequestKind.Grpc(String service, String method) ->
          Attributes.of(
              AttributeKey.stringKey("rpc.system"),
              "grpc",
              AttributeKey.stringKey("rpc.service"),
              service,
              AttributeKey.stringKey("rpc.method"),
              method);
    };
  }

  private static Resource resource(String service, String version) {
    return Resource.getDefault()
        .merge(
            Resource.create(
                Attributes.of(
                    AttributeKey.stringKey("service.name"),
                    service,
                    AttributeKey.stringKey("service.version"),
                    version)));
  }

  private static SpanExporter exporter(OtlpSettings settings) {
    return switch (settings.protocol()) {
      case HTTP -> {
        var http = OtlpHttpSpanExporter.builder();
        settings.headers().forEach(http::addHeader);
        yield http.setEndpoint(settings.traces())
            .setTimeout(TIMEOUT)
            .setRetryPolicy(RETRIES)
            .build();
      }
      case GRPC -> {
        var grpc = OtlpGrpcSpanExporter.builder();
        settings.headers().forEach(grpc::addHeader);
        yield grpc.setEndpoint(settings.collector())
            .setTimeout(TIMEOUT)
            .setRetryPolicy(RETRIES)
            .build();
      }
    };
  }

  /// Reads headers for the propagator.
  private enum Getter implements TextMapGetter<Headers> {
    ONE;

    @Override
    public Iterable<String> keys(Headers headers) {
      return List.of();
    }

    @Override
    public @Nullable String get(@Nullable Headers headers, String name) {
      return headers == null ? null : headers.value(name);
    }
  }

  /// Arrival of a request by two clocks: spans are exported in wall time and measured by the
  /// monotonic clock.
  ///
  /// @param wall nanoseconds since the epoch
  /// @param nanos [System#nanoTime]
  record Beginning(long wall, long nanos) {
    static Beginning now() {
      return new Beginning(
          ChronoUnit.NANOS.between(Instant.EPOCH, Instant.now()), System.nanoTime());
    }

    /// Wall time of a [System#nanoTime].
    long at(long time) {
      return wall + (time - nanos);
    }
  }
}
