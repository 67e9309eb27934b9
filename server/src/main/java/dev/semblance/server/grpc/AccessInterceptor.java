package dev.semblance.server.grpc;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.AccessDecision.Admitted;
import dev.semblance.server.access.AccessDecision.Closing;
import dev.semblance.server.access.AccessDecision.KeyRejected;
import dev.semblance.server.access.AccessDecision.LimitReached;
import dev.semblance.server.access.AccessDecision.RightMissing;
import dev.semblance.server.access.Permit;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/// Admits calls by the API key in their metadata, within the key's limits. Each message of a stream
/// counts as one request. *Safe for use by many threads.*
///
/// @param access decides on each call
record AccessInterceptor(AccessControl access) implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<Permit> PERMIT =
      Context.keyWithDefault("permit", Permit.UNLIMITED);

  /// The permit of the call that runs in the current context.
  static Permit permit() {
    return PERMIT.get();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
    String method = call.getMethodDescriptor().getFullMethodName();
    return switch (access.enter(metadata.get(AUTHORIZATION), MethodRights.of(method))) {
      case Admitted(Permit permit) -> inside(call, metadata, next, permit);
      case KeyRejected() ->
          refuse(call, Status.UNAUTHENTICATED.withDescription("No valid auth token"));
      case RightMissing(String why) -> refuse(call, Status.PERMISSION_DENIED.withDescription(why));
      case Closing() -> refuse(call, CallFailure.stopping().getStatus());
      case LimitReached(String why) -> {
        exhausted(call, why);
        yield new ServerCall.Listener<>() {};
      }
    };
  }

  private static <Q, R> ServerCall.Listener<Q> inside(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next, Permit permit) {
    try {
      Context context = Context.current().withValue(PERMIT, permit);
      return new AdmittedCall<>(
          call, Contexts.interceptCall(context, call, metadata, next), permit);
    } catch (RuntimeException e) {
      permit.close();
      throw e;
    }
  }

  private static <Q> ServerCall.Listener<Q> refuse(ServerCall<Q, ?> call, Status status) {
    call.close(status, new Metadata());
    return new ServerCall.Listener<>() {};
  }

  private static void exhausted(ServerCall<?, ?> call, String why) {
    StatusRuntimeException failure = CallFailure.of(new SemblanceException(Fault.OVERLOADED, why));
    Metadata trailers = failure.getTrailers();
    call.close(failure.getStatus(), trailers == null ? new Metadata() : trailers);
  }

  /// A call that was admitted. *One thread at a time*, which is how gRPC calls it.
  private static final class AdmittedCall<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;
    private final Permit permit;
    private boolean first = true;
    private boolean refused;

    AdmittedCall(ServerCall<Q, ?> call, ServerCall.Listener<Q> listener, Permit permit) {
      super(listener);
      this.call = call;
      this.permit = permit;
    }

    @Override
    public void onMessage(Q message) {
      if (refused) {
        return;
      }
      if (first || permit.countRequest()) {
        first = false;
        super.onMessage(message);
      } else {
        refused = true;
        exhausted(
            call,
            "the API key '"
                + permit.keyName()
                + "' is limited in its requests a second; retry later");
        super.onCancel(); // cancels the work in progress
      }
    }

    @Override
    public void onHalfClose() {
      if (!refused) {
        super.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      permit.close();
      super.onCancel();
    }

    @Override
    public void onComplete() {
      permit.close();
      super.onComplete();
    }
  }
}
