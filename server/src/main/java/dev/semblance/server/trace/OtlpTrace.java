package dev.semblance.server.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// The span of one request, and those of what models did for it. *Safe for use by many threads.*
final class OtlpTrace implements Trace {
  /// A stream may call a model without end; its trace cannot have spans without end.
  private static final int MOST_CALLS = 100;

  private static final AttributeKey<String> MODEL = AttributeKey.stringKey("gen_ai.request.model");
  private static final AttributeKey<Long> TOKENS =
      AttributeKey.longKey("gen_ai.usage.input_tokens");
  private static final AttributeKey<Long> INPUTS = AttributeKey.longKey("semblance.inputs");

  private final Tracer tracer;
  private final Span request;
  private final RequestKind asked;
  private final OtlpTracing.Beginning beginning;
  private int calls;
  private long inputs;
  private long tokens;
  private boolean ended;

  OtlpTrace(Tracer tracer, Span request, RequestKind asked, OtlpTracing.Beginning beginning) {
    this.tracer = tracer;
    this.request = request;
    this.asked = asked;
    this.beginning = beginning;
  }

  @Override
  public synchronized void called(Supplier<ModelCall> made) {
    if (ended) {
      return;
    }
    ModelCall call = made.get();
    if (calls == 0) {
      request.setAttribute(MODEL, call.model());
    }
    calls++;
    inputs += call.inputs();
    tokens += call.tokens();
    ModelCall.CallTimings course = call.timings();
    if (course != null && calls <= MOST_CALLS) {
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
    if (asked.failed(status)) {
      request.setStatus(StatusCode.ERROR).setAttribute("error.type", Integer.toString(status));
    }
    request.end(beginning.at(System.nanoTime()), TimeUnit.NANOSECONDS);
  }

  private AttributeKey<Long> statusKey() {
    return AttributeKey.longKey(
        switch (asked) {
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
