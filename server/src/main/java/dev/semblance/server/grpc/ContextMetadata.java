package dev.semblance.server.grpc;

import dev.semblance.SemblanceException;
import dev.semblance.server.models.ModelRegistry;
import dev.semblance.server.request.ConnectionWatch;
import dev.semblance.server.request.HeldResources;
import dev.semblance.server.request.NumberEncoding;
import dev.semblance.server.request.RequestContext;
import dev.semblance.server.request.RequestMemory;
import dev.semblance.server.request.SchedulingHeaders;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import org.jspecify.annotations.Nullable;

/// Reads model, priority and deadline from a call's metadata, and makes the context of its
/// requests. *Safe for use by many threads.*
///
/// @param models that the metadata may name
/// @param memory of requests in flight
record ContextMetadata(ModelRegistry models, RequestMemory memory) implements ServerInterceptor {
  /// Key of the metadata that names the model which answers; over HTTP the path and the body do.
  private static final String MODEL_KEY = "x-semblance-model";

  private static final Context.Key<RequestContext> CONTEXT = Context.key("request");
  private static final Context.Key<String> MODEL = Context.key("model");

  /// Context of one request of the call that runs in the current context; of a stream each request
  /// has the whole of the deadline. The caller closes its memory.
  static RequestContext request() {
    return CONTEXT.get().restarted();
  }

  /// Model that the metadata of the current call name; null for the default. A field of the message
  /// takes precedence.
  static @Nullable String model() {
    return MODEL.get();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
    String model = value(metadata, MODEL_KEY);
    RequestContext context;
    try {
      var _ = models.named(model); // throws NOT_FOUND
      context =
          new RequestContext(
              call.getMethodDescriptor().getFullMethodName(),
              SchedulingHeaders.parse(
                  value(metadata, SchedulingHeaders.PRIORITY),
                  value(metadata, SchedulingHeaders.DEADLINE)),
              new HeldResources(AccessInterceptor.permit(), memory.open(NumberEncoding.BYTES)),
              TraceInterceptor.current(),
              ConnectionWatch.NONE);
    } catch (SemblanceException e) {
      call.close(CallFailure.of(e).getStatus(), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(
        Context.current().withValues(CONTEXT, context, MODEL, model), call, metadata, next);
  }

  private static @Nullable String value(Metadata metadata, String name) {
    return metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }
}
