package dev.semblance.server.grpc;

import dev.semblance.Fault;
import dev.semblance.SemblanceException;
import dev.semblance.server.access.AccessControl;
import dev.semblance.server.access.AccessDecision.Admitted;
import dev.semblance.server.access.AccessDecision.Closing;
import dev.semblance.server.access.AccessDecision.KeyRejected;
import dev.semblance.server.access.AccessDecision.LimitReached;
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

/// Lets in only calls whose metadata show a key, and as many of them as that key may make; each
/// message of a stream counts as one request. *Safe for use by many threads.*
///
/// @param door which they come by
record AccessInterceptor(AccessControl door) implements ServerInterceptor {
  private static final Metadata.Key<String> AUTHORIZATION =
      Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

  private static final Context.Key<Permit> PERMIT =
      Context.keyWithDefault("permit", Permit.UNLIMITED);

  /// Admission of the call that runs in the current context.
  static Permit permit() {
    return PERMIT.get();
  }

  @Override
  public <Q, R> ServerCall.Listener<Q> interceptCall(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next) {
    return switch (door.enter(metadata.get(AUTHORIZATION))) {
      case Admitted(Permit visit) -> inside(call, metadata, next, visit);
      case KeyRejected() ->
          refuse(call, Status.UNAUTHENTICATED.withDescription("No valid auth token"));
      case Closing() -> refuse(call, Status.UNAVAILABLE.withDescription("the server is stopping"));
      case LimitReached(String why) -> {
        exhausted(call, why);
        yield new ServerCall.Listener<>() {};
      }
    };
  }

  private static <Q, R> ServerCall.Listener<Q> inside(
      ServerCall<Q, R> call, Metadata metadata, ServerCallHandler<Q, R> next, Permit visit) {
    try {
      Context context = Context.current().withValue(PERMIT, visit);
      return new AdmittedCall<>(call, Contexts.interceptCall(context, call, metadata, next), visit);
    } catch (RuntimeException e) {
      visit.close();
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

  /// A call that was let in. *One thread at a time*, which is how gRPC calls it.
  private static final class AdmittedCall<Q> extends SimpleForwardingServerCallListener<Q> {
    private final ServerCall<Q, ?> call;
    private final Permit visit;
    private boolean first = true;
    private boolean sentAway;

    AdmittedCall(ServerCall<Q, ?> call, ServerCall.Listener<Q> listener, Permit visit) {
      super(listener);
      this.call = call;
      this.visit = visit;
    }

    @Override
    public void onMessage(Q message) {
      if (sentAway) {
        return;
      }
      if (first || visit.countRequest()) {
        first = false;
        super.onMessage(message);
      } else {
        sentAway = true;
        exhausted(call, "the API key '" + visit.keyName() + "' is used too often");
        super.onCancel(); // which is how the work that is under way is told
      }
    }

    @Override
    public void onHalfClose() {
      if (!sentAway) {
        super.onHalfClose();
      }
    }

    @Override
    public void onCancel() {
      visit.close();
      super.onCancel();
    }

    @Override
    public void onComplete() {
      visit.close();
      super.onComplete();
    }
  }
}
