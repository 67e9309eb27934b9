package dev.semblance.server.trace;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Span of one request, and the spans of its model calls below it. *Safe for use by many threads.*
final class OtlpTrace implements Trace {
  /// Limit of model calls with spans, since a stream may make any number of calls.
  private static final int MAX_TRACED_CALLS = 100;

  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  private static final AttributeKey<Long> TOKENS =
      AttributeKey.longKey("gen_ai.usage.input_tokens");
  private static final AttributeKey<Long> INPUTS = AttributeKey.longKey("semblance.inputs");

  private final Tracer tracer;
  private final Span request;
  private final RequestKind kind;
  private final OtlpTracing.Beginning beginning;

  @GuardedBy("this")
  private int calls;

  @GuardedBy("this")
  private long inputs;

  @GuardedBy("this")
  private long tokens;

  @GuardedBy("this")
  private boolean ended;

  OtlpTrace(Tracer tracer, Span request, RequestKind kind, OtlpTracing.Beginning beginning) {
    this.tracer = tracer;
    this.request = request;
    this.kind = kind;
    this.beginning = beginning;
  }

  @Override
  public synchronized void called(Supplier<ModelCall> supplier) {
    if (ended) {
      return;
    }
    ModelCall call = supplier.get();
    if (calls == 0) {
      request.setAttribute(MODEL, call.model());
    }
    calls++;
    inputs += call.inputs();
    tokens += call.tokens();
    ModelCall.CallTimings course = call.timings();
    if (course != null && calls <= MAX_TRACED_CALLS) {
      child("tokenize", course.arrived(), course.tokenized());
      child("queue", course.tokenized(), course.begun());
      child("encode", course.begun(), course.ended());
    }
  }

  @Override
  public synchronized void part(String name, long from, long until) {
    if (!ended) {
      child(name, from, until);
    }
  }

  @Override
  public synchronized void ended(int status) {
    if (ended) {
      return;
    }
    ended = true;
    if (calls > 0) {
      request.setAttribute(INPUTS, inputs).setAttribute(TOKENS, tokens);
    }
    request.setAttribute(statusKey(), (long) status);
    if (kind.failed(status)) {
      request.setStatus(StatusCode.ERROR).setAttribute("error.type", Integer.toString(status));
    }
    request.end(beginning.at(System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private AttributeKey<Long> statusKey() {
    return AttributeKey.longKey(
        switch (kind) {
          case RequestKind.Http _ -> "http.response.status_code";
          case RequestKind.Grpc _ -> "rpc.grpc.status_code";
        });
  }

  /// @param from [System#nanoTime], as `until`
  private void child(String name, long from, long until) {
    tracer
        .spanBuilder(name)
        .setParent(Context.root().with(request))
        .setStartTimestamp(beginning.at(from), TimeUnit.NANOSECONDS)
        .startSpan()
        .end(beginning.at(until), TimeUnit.NANOSECONDS);
  }
}
