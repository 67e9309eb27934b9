package dev.semblance.server.grpc;

import dev.semblance.SemblanceException;
import dev.semblance.server.service.Caller;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import org.jspecify.annotations.Nullable;

/// Reads from a call's metadata who asks, and how patiently. *Safe for use by many threads.*
record CallerMetadata() implements ServerInterceptor {
  private static final Context.Key<Caller> CALLER = Context.key("caller");

  /// Works on one request of the call that runs in the current context; of a stream each has the
  /// whole of the caller's patience.
  static <Q, A> A answer(Work<Q, A> work, Q request) {
    return CALLER.get().now().call(() -> work.answer(request));
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
    Caller caller;
    try {
      caller =
          Caller.of(
                  call.getMethodDescriptor().getFullMethodName(),
                  value(metadata, Caller.PRIORITY),
                  value(metadata, Caller.DEADLINE))
              .with(TracedCalls.current())
              .with(DoorCheck.quota());
    } catch (SemblanceException e) {
      call.close(Status.INVALID_ARGUMENT.withDescription(e.getMessage()), new Metadata());
      return new ServerCall.Listener<>() {};
    }
    return Contexts.interceptCall(
        Context.current().withValue(CALLER, caller), call, metadata, next);
  }

  private static @Nullable String value(Metadata metadata, String name) {
    return metadata.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
  }
}
