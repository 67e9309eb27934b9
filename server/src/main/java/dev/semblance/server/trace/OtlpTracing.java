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

/// Tells of requests by OpenTelemetry, over OTLP. Every request is told but one whose client says
/// that its trace is not recorded; spans that a collector does not take are dropped. *Safe for use
/// by many threads.*
///
/// Source: W3C Trace Context; OpenTelemetry's semantic conventions for HTTP, RPC and generative AI.
public final class OtlpTracing implements Tracing {
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_WAITING = 8_192;

  /// A collector that starts anew is back within a moment; one that is down is told of at once.
  private static final RetryPolicy THRICE =
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

  /// Begins to tell. A collector that cannot be reached is waited for in the background.
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
                    .setScheduleDelay(EVERY)
                    .setMaxQueueSize(MOST_WAITING)
                    .setExporterTimeout(PATIENCE)
                    .build())
            .build());
  }

  @Override
  public Trace begin(RequestKind asked, Headers headers) {
    Context parent =
        W3CTraceContextPropagator.getInstance().extract(Context.root(), headers, Getter.ONE);
    Beginning now = Beginning.now();
    Span span =
        tracer
            .spanBuilder(asked.name())
            .setSpanKind(SpanKind.SERVER)
            .setParent(parent)
            .setAllAttributes(facts(asked))
            .setStartTimestamp(now.at(now.nanos()), TimeUnit.NANOSECONDS)
            .startSpan();
    return span.isRecording() ? new OtlpTrace(tracer, span, asked, now) : Trace.NONE;
  }

  @Override
  public void close() {
    var _ = spans.shutdown().join(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static Attributes facts(RequestKind asked) {
    return switch (asked) {
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
            .setTimeout(PATIENCE)
            .setRetryPolicy(THRICE)
            .build();
      }
      case GRPC -> {
        var grpc = OtlpGrpcSpanExporter.builder();
        settings.headers().forEach(grpc::addHeader);
        yield grpc.setEndpoint(settings.collector())
            .setTimeout(PATIENCE)
            .setRetryPolicy(THRICE)
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

  /// When a request came, by the two clocks: spans are told in wall time, but measured by the
  /// other.
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
