package dev.semblance.server.grpc;

import dev.semblance.SemblanceException;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.RequestContext;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/// Reads from a call's metadata who asks, of which model, and how patiently. *Safe for use by many
/// threads.*
///
/// @param models of which one may be named
record ContextMetadata(ModelRegistry models) implements ServerInterceptor {
  private static final Context.Key<RequestContext> CALLER = Context.key("caller");
  private static final Context.Key<String> MODEL = Context.key("model");

  /// Works on one request of the call that runs in the current context; of a stream each has the
  /// whole of the caller's patience.
  static <Q, A> A answer(CallWork<Q, A> work, Q request) {
    return CALLER.get().now().call(() -> work.answer(request));
  }

  /// The model that the call which runs in the current context names; null for the first. A message
  /// that has a field for it comes before this.
  static @Nullable String model() {
    return MODEL.get();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
    String model = value(metadata, RequestContext.MODEL);
    RequestContext caller;
    try {
      var _ = models.named(model); // which is NOT_FOUND where there is none of that name
      caller =
          RequestContext.of(
                  call.getMethodDescriptor().getFullMethodName(),
                  value(metadata, RequestContext.PRIORITY),
                  value(metadata, RequestContext.DEADLINE))
              .with(TraceInterceptor.current())
              .with(AccessInterceptor.quota());
    } catch (SemblanceException e) {
      call.close(CallFailure.of(e).getStatus(), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(
        Context.current().withValues(CALLER, caller, MODEL, model), call, metadata, next);
  }

  private static @Nullable String value(Metadata metadata, String name) {
    return metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }
}
