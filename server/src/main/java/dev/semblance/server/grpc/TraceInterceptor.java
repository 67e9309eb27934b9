package dev.semblance.server.grpc;

import dev.semblance.server.trace.RequestKind;
import dev.semblance.server.trace.Trace;
import dev.semblance.server.trace.Tracing;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Traces each call from its metadata to its status; all messages of a stream belong to one trace.
/// *Safe for use by many threads.*
///
/// @param tracing starts the traces
record TraceInterceptor(Tracing tracing) implements ServerInterceptor {
  private static final Context.Key<Trace> TRACE = Context.keyWithDefault("trace", Trace.NONE);

  /// Trace of the call in the current context.
  static Trace current() {
    return TRACE.get();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
    Trace trace = tracing.begin(kind(call.getMethodDescriptor()), name -> value(metadata, name));
    return new CancelListener<>(
        Contexts.interceptCall(
            Context.current().withValue(TRACE, trace),
            new StatusListener<>(call, trace),
            metadata,
            next),
        trace);
  }

  private static RequestKind kind(MethodDescriptor<?, ?> method) {
    return new RequestKind.Grpc(
        Objects.requireNonNullElse(method.getServiceName(), ""),
        Objects.requireNonNullElse(method.getBareMethodName(), method.getFullMethodName()));
  }

  private static @Nullable String value(Metadata metadata, String name) {
    return metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }

  /// Ends the trace when the server closes the call.
  private static final class StatusListener<Q, R> extends SimpleForwardingServerCall<Q, R> {
    private final Trace trace;

    StatusListener(ServerCall<Q, R> call, Trace trace) {
      super(call);
      this.trace = trace;
    }

    @Override
    public void close(Status status, Metadata trailers) {
      trace.ended(status.getCode().value());
      super.close(status, trailers);
    }
  }

  /// Ends the trace when the client cancels the call.
  private static final class CancelListener<Q> extends SimpleForwardingServerCallListener<Q> {
    private final Trace trace;

    CancelListener(ServerCall.Listener<Q> listener, Trace trace) {
      super(listener);
      this.trace = trace;
    }

    @Override
    public void onCancel() {
      trace.ended(Status.Code.CANCELLED.value());
      super.onCancel();
    }
  }
}
